package io.sightglass.registry;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpPrincipal;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * A request to {@code /metrics} that no network carries.
 */
final class StubExchange extends HttpExchange {

	private final Headers request = new Headers();

	private final Headers response = new Headers();

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	private final URI uri;

	private int status;

	StubExchange(URI uri) {
		this.uri = uri;
	}

	byte[] body() {
		return this.body.toByteArray();
	}

	@Override
	public Headers getRequestHeaders() {
		return this.request;
	}

	@Override
	public Headers getResponseHeaders() {
		return this.response;
	}

	@Override
	public URI getRequestURI() {
		return this.uri;
	}

	@Override
	public String getRequestMethod() {
		return "GET";
	}

	@Override
	public HttpContext getHttpContext() {
		return new Context();
	}

	@Override
	public void close() {
	}

	@Override
	public InputStream getRequestBody() {
		return InputStream.nullInputStream();
	}

	@Override
	public OutputStream getResponseBody() {
		return this.body;
	}

	@Override
	public void sendResponseHeaders(int status, long length) {
		this.status = status;
	}

	@Override
	public InetSocketAddress getRemoteAddress() {
		return new InetSocketAddress(0);
	}

	@Override
	public int getResponseCode() {
		return this.status;
	}

	@Override
	public InetSocketAddress getLocalAddress() {
		return new InetSocketAddress(0);
	}

	@Override
	public String getProtocol() {
		return "HTTP/1.1";
	}

	@Override
	public @Nullable Object getAttribute(String name) {
		return null;
	}

	@Override
	public void setAttribute(String name, Object value) {
	}

	@Override
	public void setStreams(InputStream in, OutputStream out) {
	}

	@Override
	public @Nullable HttpPrincipal getPrincipal() {
		return null;
	}

	private static final class Context extends HttpContext {

		@Override
		public @Nullable HttpHandler getHandler() {
			return null;
		}

		@Override
		public void setHandler(HttpHandler handler) {
		}

		@Override
		public String getPath() {
			return "/metrics";
		}

		@Override
		public @Nullable HttpServer getServer() {
			return null;
		}

		@Override
		public Map<String, Object> getAttributes() {
			return new HashMap<>();
		}

		@Override
		public List<Filter> getFilters() {
			return new ArrayList<>();
		}

		@Override
		public @Nullable Authenticator setAuthenticator(Authenticator authenticator) {
			return null;
		}

		@Override
		public @Nullable Authenticator getAuthenticator() {
			return null;
		}

	}

}
