package io.sightglass.autoconfigure.llm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Authenticator;
import java.net.ProxySelector;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sightglass.registry.internal.log.Printable;
import org.jspecify.annotations.Nullable;

/**
 * What an address answers, as a whole or not at all. Whatever it does, it is left after a
 * time, at any byte of its answer. What is thrown has no secret of the address in it, and
 * so no cause.
 */
final class PriceDownload {

	private static final int MAX_REDIRECTS = 5;

	private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

	private final String shown;

	private final int maxBytes;

	private final Duration patience;

	private final long start = System.nanoTime();

	private final HttpClient client;

	private volatile @Nullable Instant changed;

	PriceDownload(String shown, int maxBytes, Duration patience) {
		this.shown = shown;
		this.maxBytes = maxBytes;
		this.patience = patience;
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.executor(executor());
		Authenticator authenticator = Authenticator.getDefault();
		ProxySelector proxies = ProxySelector.getDefault();
		if (authenticator != null) {
			builder.authenticator(authenticator);
		}
		this.client = ((proxies != null) ? builder.proxy(proxies) : builder).build();
	}

	byte[] read(URI address) throws IOException {
		URI from = address;
		for (int i = 0; i <= MAX_REDIRECTS; i++) {
			HttpResponse<byte[]> answer = ask(from, authorization(address));
			if (answer.statusCode() == 200) {
				this.changed = answer.headers().firstValue("Last-Modified").map(PriceDownload::date).orElse(null);
				return answer.body();
			}
			if (!REDIRECTS.contains(answer.statusCode())) {
				throw new IOException(this.shown + " answers with status " + answer.statusCode());
			}
			from = redirected(from, answer.headers().firstValue("Location").orElse(""));
		}
		throw new IOException(this.shown + " redirects more than " + MAX_REDIRECTS + " times");
	}

	/**
	 * When the address says that its answer was changed.
	 * @return the time, or null where it says none
	 */
	@Nullable Instant changed() {
		return this.changed;
	}

	private static @Nullable Instant date(String header) {
		try {
			return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header));
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private HttpResponse<byte[]> ask(URI address, @Nullable String authorization) throws IOException {
		HttpRequest.Builder request = HttpRequest.newBuilder(withoutUser(address)).header("Accept", "text/csv, */*");
		if (authorization != null) {
			request.header("Authorization", authorization);
		}
		CompletableFuture<HttpResponse<byte[]>> answer = this.client.sendAsync(request.build(),
				(head) -> new Body(head.statusCode() == 200));
		try {
			return answer.get(this.patience.toNanos() - (System.nanoTime() - this.start), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new SocketTimeoutException(this.shown + " was not read to its end within " + this.patience);
		}
		catch (ExecutionException ex) {
			throw failed(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException(this.shown + " is not wanted any more");
		}
		finally {
			// It closes the connection, wherever the answer is.
			answer.cancel(true);
		}
	}

	private IOException failed(ExecutionException thrown) throws IOException {
		Throwable cause = thrown.getCause();
		if (cause instanceof Error error) {
			throw error;
		}
		StringBuilder kinds = new StringBuilder();
		for (int i = 0; cause != null && i < 5; i++) {
			if (cause instanceof TooLongException) {
				return new IOException(this.shown + " has more than " + this.maxBytes + " bytes");
			}
			kinds.append((i > 0) ? ", " : "").append(cause.getClass().getSimpleName());
			cause = cause.getCause();
		}
		return new IOException(this.shown + " cannot be read (" + kinds + ")");
	}

	// Another host is not the one that was trusted, nor is the same one unencrypted.
	URI redirected(URI from, String location) throws IOException {
		URI to;
		try {
			to = from.resolve(location);
		}
		catch (IllegalArgumentException ex) {
			throw new IOException(this.shown + " redirects to what is no address");
		}
		boolean same = from.getScheme().equalsIgnoreCase(to.getScheme()) && from.getPort() == to.getPort();
		boolean safer = from.getScheme().equalsIgnoreCase("http") && "https".equalsIgnoreCase(to.getScheme());
		if (location.isEmpty() || !from.getHost().equalsIgnoreCase(to.getHost()) || !(same || safer)) {
			throw new IOException(this.shown + " redirects to " + Printable.place(to.toString())
					+ ", and prices are read from their own host only, and not without its encryption");
		}
		return to;
	}

	private static URI withoutUser(URI address) {
		int port = address.getPort();
		String query = address.getRawQuery();
		return URI.create(address.getScheme() + "://" + address.getHost() + ((port >= 0) ? ":" + port : "")
				+ address.getRawPath() + ((query != null) ? "?" + query : ""));
	}

	private static @Nullable String authorization(URI address) {
		String user = address.getRawUserInfo();
		if (user == null) {
			return null;
		}
		byte[] plain = URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8)
			.getBytes(StandardCharsets.UTF_8);
		return "Basic " + Base64.getEncoder().encodeToString(plain);
	}

	private static Executor executor() {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				(task) -> {
					Thread thread = new Thread(task, "sightglass-llm-prices-http");
					thread.setDaemon(true);
					return thread;
				});
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	private static final class TooLongException extends IOException {

		private static final long serialVersionUID = 1;

	}

	/**
	 * The bytes of an answer, until they are too many.
	 */
	private final class Body implements HttpResponse.BodySubscriber<byte[]> {

		private final boolean wanted;

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

		private Flow.@Nullable Subscription subscription;

		Body(boolean wanted) {
			this.wanted = wanted;
		}

		@Override
		public CompletionStage<byte[]> getBody() {
			return this.whole;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
			if (this.wanted) {
				subscription.request(Long.MAX_VALUE);
			}
			else {
				subscription.cancel();
				this.whole.complete(new byte[0]);
			}
		}

		@Override
		public void onNext(List<ByteBuffer> parts) {
			for (ByteBuffer part : parts) {
				if (this.bytes.size() + part.remaining() > PriceDownload.this.maxBytes) {
					if (this.subscription != null) {
						this.subscription.cancel();
					}
					this.whole.completeExceptionally(new TooLongException());
					return;
				}
				byte[] copy = new byte[part.remaining()];
				part.get(copy);
				this.bytes.write(copy, 0, copy.length);
			}
		}

		@Override
		public void onError(Throwable thrown) {
			this.whole.completeExceptionally(thrown);
		}

		@Override
		public void onComplete() {
			this.whole.complete(this.bytes.toByteArray());
		}

	}

}
