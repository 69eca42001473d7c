package io.sightglass.instrumentation.internal.llm.bedrock;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.sightglass.instrumentation.internal.llm.http.HttpCalls;
import org.jspecify.annotations.Nullable;

/**
 * Lets the calls of Bedrock count, until it is closed. The AWS SDK makes what sees them,
 * so that it must be found from anywhere; of several applications in one process the last
 * one counts.
 */
public final class BedrockMeasuring implements AutoCloseable {

	private static final List<BedrockMeasuring> open = new CopyOnWriteArrayList<>();

	private final Supplier<HttpCalls> calls;

	/**
	 * Lets calls count.
	 * @param calls what counts them, asked for by the first one
	 */
	public BedrockMeasuring(Supplier<HttpCalls> calls) {
		this.calls = calls;
		open.add(this);
	}

	static @Nullable HttpCalls calls() {
		BedrockMeasuring last = null;
		for (BedrockMeasuring each : open) {
			last = each;
		}
		return (last != null) ? last.calls.get() : null;
	}

	/**
	 * What the AWS SDK makes.
	 * @return its class, so that what that needs is a need of this one
	 */
	static Class<?> seer() {
		return BedrockCalls.class;
	}

	@Override
	public void close() {
		open.remove(this);
	}

}
