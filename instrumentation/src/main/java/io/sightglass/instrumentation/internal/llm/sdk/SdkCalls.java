package io.sightglass.instrumentation.internal.llm.sdk;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.sightglass.instrumentation.internal.llm.OuterCall;
import io.sightglass.instrumentation.internal.llm.StreamDetailsCache;
import io.sightglass.instrumentation.internal.llm.http.HttpCall;
import io.sightglass.instrumentation.internal.llm.http.LlmHosts;
import io.sightglass.instrumentation.internal.llm.http.LlmPath;
import io.sightglass.instrumentation.internal.llm.http.LlmPaths;
import io.sightglass.instrumentation.internal.llm.http.UncountedHttpCall;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.internal.name.ProviderName;
import io.sightglass.meters.llm.internal.wire.RequestReader;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * Measures the calls of a provider's SDK, around its HTTP client and outside its retries:
 * a call is one, however many attempts it takes.
 */
public final class SdkCalls {

	private final LlmMeters meters;

	private final Failures failures;

	private final LlmHosts hosts;

	private final String provider;

	private final StreamDetailsCache streams;

	private final boolean counted;

	public SdkCalls(LlmMeters meters, StreamDetailsCache streams, Failures failures, LlmHosts hosts, String provider) {
		this(meters, streams, failures, hosts, provider, true);
	}

	private SdkCalls(LlmMeters meters, StreamDetailsCache streams, Failures failures, LlmHosts hosts, String provider,
			boolean counted) {
		this.meters = meters;
		this.streams = streams;
		this.failures = failures;
		this.hosts = hosts;
		this.provider = provider;
		this.counted = counted;
	}

	/**
	 * For requests that belong to a call which is counted above the SDK.
	 * @return what opens calls and counts none
	 */
	SdkCalls uncounted() {
		return new SdkCalls(this.meters, this.streams, this.failures, this.hosts, this.provider, false);
	}

	/**
	 * Opens a call, unless the request asks no model.
	 * @param method the request's method
	 * @param url where the request goes
	 * @param body writes the request's body, if it can be written twice
	 * @return the call, or {@code null} where there is none
	 */
	@Nullable HttpCall open(String method, String url, @Nullable Consumer<OutputStream> body) {
		try {
			URI uri = URI.create(url);
			String configured = this.hosts.provider(uri);
			String name = (configured != null) ? configured : this.provider;
			LlmPath path = LlmPaths.of(ProviderName.of(name), method, uri);
			// A message of a thread asks nobody yet.
			if (path == null || url.contains("/threads/")) {
				return null;
			}
			RequestReader read = this.counted ? new RequestReader() : RequestReader.ofPrompt();
			if (body != null) {
				body.accept(written(read));
			}
			if (this.counted) {
				return HttpCall.open(this.meters, name, path, read.model(), this.failures);
			}
			UncountedHttpCall call = new UncountedHttpCall(this.meters, name, OuterCall.asking(),
					(path.model() != null) ? path.model() : read.model(), read.said(), this.streams, this.failures);
			call.provider(configured);
			return call;
		}
		catch (Throwable ex) {
			this.failures.record("llm.sdk", ex);
			return null;
		}
	}

	/**
	 * Writes a request, and lets its call read it. The HTTP client may hold a request
	 * until its time is over, and should not hold a call by it that nobody waits for.
	 * @param body writes the request
	 * @param out where it goes
	 * @param call the call, if somebody still has it
	 */
	static void write(Consumer<OutputStream> body, OutputStream out, @Nullable HttpCall call) {
		if (call != null) {
			call.requestWritten();
		}
		body.accept((call != null) ? read(out, call) : out);
	}

	private static OutputStream read(OutputStream out, HttpCall call) {
		RequestReader reader = new RequestReader();
		call.request(reader);
		return new FilterOutputStream(out) {

			@Override
			public void write(int next) throws IOException {
				this.out.write(next);
				reader.feed(new byte[] { (byte) next }, 0, 1);
			}

			@Override
			public void write(byte[] bytes, int offset, int length) throws IOException {
				this.out.write(bytes, offset, length);
				reader.feed(bytes, offset, length);
			}

		};
	}

	/**
	 * Sends a request.
	 * @param <R> the SDK's response
	 * @param call the call that the request belongs to, if any
	 * @param client sends it, with retries
	 * @param read lets the call read the response
	 * @return the response
	 */
	<R> R execute(@Nullable HttpCall call, Supplier<R> client, BiFunction<R, HttpCall, R> read) {
		if (call == null) {
			return client.get();
		}
		R response;
		try {
			response = client.get();
		}
		catch (Throwable ex) {
			call.failed(ex);
			throw ex;
		}
		return read(response, call, read);
	}

	<R> CompletableFuture<R> executeAsync(@Nullable HttpCall call, Supplier<CompletableFuture<R>> client,
			BiFunction<R, HttpCall, R> read) {
		if (call == null) {
			return client.get();
		}
		return client.get().whenComplete((response, error) -> {
			if (error != null) {
				call.failed(error);
			}
		}).thenApply((response) -> read(response, call, read));
	}

	// The response has come, whatever becomes of its measuring.
	private <R> R read(R response, HttpCall call, BiFunction<R, HttpCall, R> read) {
		try {
			return read.apply(response, call);
		}
		catch (Throwable ex) {
			this.failures.record("llm.sdk", ex);
			call.failed(ex);
			return response;
		}
	}

	private static OutputStream written(RequestReader reader) {
		return new OutputStream() {

			@Override
			public void write(int next) {
				write(new byte[] { (byte) next }, 0, 1);
			}

			@Override
			public void write(byte[] bytes, int offset, int length) {
				reader.feed(bytes, offset, length);
			}

		};
	}

}
