package io.sightglass.instrumentation.internal.llm.http;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

/**
 * Measures requests of the JDK's HTTP client to LLM hosts. A client that is a bean is
 * measured already; one built by hand takes one line:
 *
 * <pre>
 * HttpClient client = calls.measured(HttpClient.newHttpClient());
 * </pre>
 */
public final class MeasuredHttpClient extends HttpClient {

	private final HttpClient client;

	private final Supplier<HttpCalls> calls;

	/**
	 * A client that does the same and is measured.
	 * @param client the client
	 * @param calls opens calls, from the first request on
	 */
	public MeasuredHttpClient(HttpClient client, Supplier<HttpCalls> calls) {
		this.client = client;
		this.calls = calls;
	}

	@Override
	public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
			throws IOException, InterruptedException {
		HttpCall call = open(request);
		if (call == null) {
			return this.client.send(request, handler);
		}
		JdkExchange exchange = new JdkExchange(call, request);
		HttpResponse<T> response;
		try {
			response = this.client.send(exchange.request(), exchange.measured(handler));
		}
		catch (Throwable ex) {
			call.failed(ex);
			throw ex;
		}
		exchange.answered(response);
		return response;
	}

	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
		HttpCall call = open(request);
		if (call == null) {
			return this.client.sendAsync(request, handler);
		}
		JdkExchange exchange = new JdkExchange(call, request);
		return exchange.ended(this.client.sendAsync(exchange.request(), exchange.measured(handler)));
	}

	// What a server pushes is no answer of a model.
	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler,
			HttpResponse.@Nullable PushPromiseHandler<T> pushes) {
		HttpCall call = open(request);
		if (call == null) {
			return this.client.sendAsync(request, handler, pushes);
		}
		JdkExchange exchange = new JdkExchange(call, request);
		return exchange.ended(this.client.sendAsync(exchange.request(), exchange.measured(handler), pushes));
	}

	private @Nullable HttpCall open(HttpRequest request) {
		return this.calls.get().open(null, request.method(), request.uri(), () -> null);
	}

	@Override
	public Optional<CookieHandler> cookieHandler() {
		return this.client.cookieHandler();
	}

	@Override
	public Optional<Duration> connectTimeout() {
		return this.client.connectTimeout();
	}

	@Override
	public Redirect followRedirects() {
		return this.client.followRedirects();
	}

	@Override
	public Optional<ProxySelector> proxy() {
		return this.client.proxy();
	}

	@Override
	public SSLContext sslContext() {
		return this.client.sslContext();
	}

	@Override
	public SSLParameters sslParameters() {
		return this.client.sslParameters();
	}

	@Override
	public Optional<Authenticator> authenticator() {
		return this.client.authenticator();
	}

	@Override
	public Version version() {
		return this.client.version();
	}

	@Override
	public Optional<Executor> executor() {
		return this.client.executor();
	}

	@Override
	public WebSocket.Builder newWebSocketBuilder() {
		return this.client.newWebSocketBuilder();
	}

	// From JDK 21 on, where these take the place of the class's own.
	public void shutdown() {
		ask("shutdown");
	}

	public void shutdownNow() {
		ask("shutdownNow");
	}

	public void close() {
		ask("close");
	}

	public boolean isTerminated() {
		return ask("isTerminated") instanceof Boolean ended && ended;
	}

	public boolean awaitTermination(Duration time) throws InterruptedException {
		try {
			return HttpClient.class.getMethod("awaitTermination", Duration.class)
				.invoke(this.client, time) instanceof Boolean ended && ended;
		}
		catch (InvocationTargetException ex) {
			if (ex.getTargetException() instanceof InterruptedException interrupted) {
				throw interrupted;
			}
			throw new IllegalStateException(ex.getTargetException());
		}
		catch (ReflectiveOperationException ex) {
			throw new UnsupportedOperationException(ex);
		}
	}

	private @Nullable Object ask(String method) {
		try {
			return HttpClient.class.getMethod(method).invoke(this.client);
		}
		catch (InvocationTargetException ex) {
			throw (ex.getTargetException() instanceof RuntimeException thrown) ? thrown
					: new IllegalStateException(ex.getTargetException());
		}
		catch (ReflectiveOperationException ex) {
			throw new UnsupportedOperationException(ex);
		}
	}

}
