package io.sightglass.instrumentation.internal.llm.http;

import java.nio.ByteBuffer;
import java.util.function.Function;

import io.sightglass.instrumentation.internal.llm.OuterCall;
import io.sightglass.instrumentation.internal.llm.StreamDetailsCache;
import io.sightglass.instrumentation.internal.llm.StreamOrigin;
import io.sightglass.instrumentation.internal.llm.StreamReader;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * An exchange for a call that a library above counts. Only what that library does not
 * know is kept: retries, and the details of the answer.
 */
public final class UncountedHttpCall extends HttpCall {

	private final @Nullable OuterCall outer;

	private final StreamOrigin origin;

	private final StreamDetailsCache streams;

	private @Nullable String listed;

	private @Nullable StreamReader answer;

	private boolean refused;

	/**
	 * An exchange.
	 * @param meters the meters
	 * @param provider who answers
	 * @param outer the call above, where it is known which
	 * @param model the model that is asked for, if it is known
	 * @param said hashes of what the prompt says, none where that is not known
	 * @param streams where details go
	 * @param failures counts what fails here
	 */
	public UncountedHttpCall(LlmMeters meters, String provider, @Nullable OuterCall outer, @Nullable String model,
			int[] said, StreamDetailsCache streams, Failures failures) {
		super(meters, provider, new Retries(meters, provider, model), failures, LlmPath.CHAT, false);
		this.outer = outer;
		this.origin = new StreamOrigin(model, said);
		this.streams = streams;
	}

	/**
	 * Says who answers, where the configuration says that of the host.
	 * @param provider the provider, nothing if it is who the library says
	 */
	public void provider(@Nullable String provider) {
		this.listed = provider;
		if (this.outer != null) {
			this.outer.provider(provider);
		}
		else if (provider != null) {
			OuterCall.sentTo(this.origin, provider);
		}
	}

	@Override
	public void answered(int status, Function<String, @Nullable String> headers) {
		super.answered(status, headers);
		StreamReader answer = new StreamReader(this.streams, this.outer, this.origin, isStreaming());
		answer.provider(this.listed);
		AnswerHead.tell(answer.head(), headers);
		this.answer = answer;
		this.refused = status >= 400;
	}

	@Override
	void read(ByteBuffer bytes) {
		StreamReader answer = this.answer;
		if (answer != null && !this.refused) {
			answer.read(bytes);
		}
	}

	@Override
	void ended() {
		endedHere();
		super.ended();
	}

	@Override
	public void failed(Throwable error) {
		endedHere();
		super.failed(error);
	}

	@Override
	public void cancelled() {
		endedHere();
		super.cancelled();
	}

	@Override
	void closed() {
		endedHere();
		super.closed();
	}

	private void endedHere() {
		StreamReader answer = this.answer;
		if (answer != null) {
			answer.ended();
		}
	}

	private record Retries(LlmMeters meters, String provider, @Nullable String model) implements LlmCall {

		@Override
		public void retried() {
			this.meters.retried(this.provider, this.model);
		}

	}

}
