package io.sightglass.instrumentation.internal.llm.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.function.Supplier;

import io.sightglass.instrumentation.internal.llm.CallStack;
import io.sightglass.instrumentation.internal.llm.LangChain4jRequests;
import io.sightglass.instrumentation.internal.llm.OuterCall;
import io.sightglass.instrumentation.internal.llm.StreamDetailsCache;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.internal.name.ProviderName;
import io.sightglass.meters.llm.internal.wire.RequestReader;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * Opens the calls of HTTP clients that libraries and other clients may stand on.
 *
 * @param meters the meters
 * @param streams what a call above a client is told of its answer
 * @param failures counts what fails here
 * @param hosts the hosts of providers
 */
public record HttpCalls(LlmMeters meters, StreamDetailsCache streams, Failures failures, LlmHosts hosts) {

	/**
	 * Opens a call for a request that this thread sends.
	 * @param fallback who answers, where the host is nobody's that is known
	 * @param method the request's method
	 * @param uri where it goes
	 * @param body reads its body, if that can be read twice
	 * @return the call, or {@code null} where there is none or a client above counts it
	 */
	public @Nullable HttpCall open(@Nullable String fallback, String method, URI uri,
			Supplier<@Nullable RequestReader> body) {
		try {
			String provider = provider(fallback, uri);
			if (provider == null || isSentByAClientAbove()) {
				return null;
			}
			if (LangChain4jRequests.isSending()) {
				OuterCall.askingAt(this.hosts.provider(uri));
				return null;
			}
			LlmPath path = LlmPaths.of(ProviderName.of(provider), method, uri);
			if (path == null) {
				return null;
			}
			RequestReader read = body.get();
			String model = (read != null) ? read.model() : null;
			OuterCall outer = OuterCall.asking();
			if (outer != null) {
				outer.provider(this.hosts.provider(uri));
				return new UncountedHttpCall(this.meters, provider, outer,
						(path.model() != null) ? path.model() : model, new int[0], this.streams, this.failures);
			}
			HttpCall call = HttpCall.open(this.meters, provider, path, model, this.failures);
			if (read != null) {
				call.request(read);
			}
			return call;
		}
		catch (Throwable ex) {
			this.failures.record("llm.http", ex);
			return null;
		}
	}

	/**
	 * A client of the JDK that does the same and is measured.
	 * @param client the client
	 * @return the measured client
	 */
	public HttpClient measured(HttpClient client) {
		return (client instanceof MeasuredHttpClient) ? client : new MeasuredHttpClient(client, () -> this);
	}

	private static boolean isSentByAClientAbove() {
		return MeasuredAbove.isHere() && !CallStack.isCalledBack(MeasuredAbove.class::equals);
	}

	private @Nullable String provider(@Nullable String fallback, URI uri) {
		String configured = this.hosts.provider(uri);
		return (configured != null) ? configured : fallback;
	}

}
