package io.sightglass.instrumentation.internal.llm.sdk;

import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.sightglass.instrumentation.internal.llm.StreamDetailsCache;
import io.sightglass.instrumentation.internal.llm.http.HttpCall;
import io.sightglass.instrumentation.internal.llm.http.LlmHosts;
import io.sightglass.instrumentation.internal.llm.http.UncountedHttpCall;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.internal.wire.WireReader;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * Measures the calls of a provider's SDK, around its HTTP client and outside its retries:
 * a call is one, however many attempts it takes.
 */
public final class SdkCalls {

	private static final Set<String> CALLS = Set.of("completions", "responses", "embeddings", "generations",
			"messages");

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
	 * @param url where the request goes
	 * @param path the segments of its path
	 * @param body writes the request's body, if it can be written twice
	 * @return the call, or {@code null} where there is none
	 */
	@Nullable HttpCall open(String url, List<String> path, @Nullable Consumer<OutputStream> body) {
		try {
			if (body == null || !isModelCall(path)) {
				return null;
			}
			URI uri = URI.create(url);
			String configured = this.hosts.provider(uri);
			String name = (configured != null) ? configured : this.provider;
			String model = model(body);
			return this.counted
					? new HttpCall(this.meters, name, this.meters.start(name, model, LlmHosts.operation(uri)),
							this.failures)
					: new UncountedHttpCall(this.meters, name, model, this.streams, this.failures);
		}
		catch (Throwable ex) {
			this.failures.record("llm.sdk", ex);
			return null;
		}
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

	private static boolean isModelCall(List<String> path) {
		return !path.isEmpty() && CALLS.contains(path.get(path.size() - 1)) && !path.contains("threads");
	}

	private static @Nullable String model(Consumer<OutputStream> body) {
		WireReader reader = new WireReader();
		body.accept(new OutputStream() {

			@Override
			public void write(int next) {
				reader.feed((byte) next);
			}

			@Override
			public void write(byte[] bytes, int offset, int length) {
				reader.feed(bytes, offset, length);
			}

		});
		return reader.model();
	}

}
