package io.sightglass.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A reverse proxy that shows an application below a path of its own.
 */
final class ReverseProxy implements AutoCloseable {

	private static final String PATH = "/team/shop";

	private final HttpClient client = HttpClient.newHttpClient();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	private final String target;

	ReverseProxy(String target) throws IOException {
		this.target = target;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext(PATH + "/", this::pass);
		this.server.start();
	}

	String url(String path) {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + PATH + path;
	}

	private void pass(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().toString().substring(PATH.length());
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.target + path))
			.header("X-Forwarded-Prefix", PATH);
		for (String name : new String[] { "Accept", "X-Requested-With" }) {
			String value = exchange.getRequestHeaders().getFirst(name);
			if (value != null) {
				request.header(name, value);
			}
		}
		try (exchange) {
			HttpResponse<InputStream> answer = this.client.send(request.build(),
					HttpResponse.BodyHandlers.ofInputStream());
			for (String name : new String[] { "Content-Type", "Content-Security-Policy", "X-Content-Type-Options" }) {
				answer.headers().firstValue(name).ifPresent((value) -> exchange.getResponseHeaders().set(name, value));
			}
			exchange.sendResponseHeaders(answer.statusCode(), 0);
			try (InputStream body = answer.body(); OutputStream out = exchange.getResponseBody()) {
				body.transferTo(out);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UncheckedIOException(new IOException(ex));
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
