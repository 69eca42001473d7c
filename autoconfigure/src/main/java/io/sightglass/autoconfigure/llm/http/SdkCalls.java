package io.sightglass.autoconfigure.llm.http;

import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.sightglass.autoconfigure.llm.SeenStreams;
import io.sightglass.llm.LlmMeters;
import io.sightglass.llm.wire.WireReader;
import io.sightglass.registry.Failures;
import org.jspecify.annotations.Nullable;

/**
 * Opens the calls of a provider's SDK.
 */
class SdkCalls {

	private static final Set<String> CALLS = Set.of("completions", "responses", "embeddings", "generations",
			"messages");

	private final LlmMeters meters;

	private final Failures failures;

	private final LlmHosts hosts;

	private final String provider;

	private final SeenStreams streams;

	SdkCalls(LlmMeters meters, SeenStreams streams, Failures failures, LlmHosts hosts, String provider) {
		this.meters = meters;
		this.streams = streams;
		this.failures = failures;
		this.hosts = hosts;
		this.provider = provider;
	}

	/**
	 * Opens a call, unless the request asks no model, or another integration measures it.
	 * @param mode whether it is to be counted
	 * @param url where the request goes
	 * @param path the segments of its path
	 * @param body writes the request's body, if it can be written twice
	 * @return the call, or {@code null} where there is none
	 */
	@Nullable HttpCall open(SdkMode mode, String url, List<String> path, @Nullable Consumer<OutputStream> body) {
		try {
			if (body == null || !asksAModel(path) || (mode == SdkMode.COUNT && SeenAlready.onThisThread())) {
				return null;
			}
			URI uri = URI.create(url);
			String configured = this.hosts.provider(uri);
			String name = (configured != null) ? configured : this.provider;
			String model = model(body);
			return (mode == SdkMode.WATCH) ? SeenCall.of(this.meters, name, model, this.streams)
					: new HttpCall(this.meters, name, this.meters.call(name, model, LlmHosts.operation(uri)));
		}
		catch (RuntimeException ex) {
			this.failures.record("llm.sdk", ex);
			return null;
		}
	}

	private static boolean asksAModel(List<String> path) {
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
