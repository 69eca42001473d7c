package io.sightglass.instrumentation.internal.llm.bedrock;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.sightglass.instrumentation.internal.llm.http.HttpCall;
import io.sightglass.instrumentation.internal.llm.http.HttpCalls;
import org.jspecify.annotations.Nullable;

/**
 * Lets the calls of Bedrock count, until it is closed. The AWS SDK makes what sees them,
 * so that it must be found from anywhere; of several applications in one process the last
 * one counts.
 */
public final class BedrockMeasuring implements AutoCloseable {

	private static final List<BedrockMeasuring> open = new CopyOnWriteArrayList<>();

	private final HttpCalls calls;

	public BedrockMeasuring(HttpCalls calls) {
		this.calls = calls;
		open.add(this);
	}

	static @Nullable HttpCall open(String method, URI uri) {
		BedrockMeasuring last = null;
		for (BedrockMeasuring each : open) {
			last = each;
		}
		return (last != null) ? last.calls.open("aws.bedrock", method, uri, () -> null) : null;
	}

	@Override
	public void close() {
		open.remove(this);
	}

}
