package io.sightglass.meters.llm;

import java.lang.ref.Reference;
import java.time.Duration;

import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.registry.internal.forgotten.Forgotten;
import org.jspecify.annotations.Nullable;

/**
 * The caller's end of a call. When it is collected, its state ends as abandoned.
 */
final class MeteredCall implements LlmCall {

	private final CallState state;

	private final Forgotten.Tracked collected;

	MeteredCall(CallState state) {
		this.state = state;
		this.collected = Forgotten.track(this, state);
	}

	@Override
	public void streamed() {
		this.state.streamed();
	}

	@Override
	public void firstToken() {
		this.state.firstToken(Duration.ZERO);
	}

	@Override
	public void firstToken(@Nullable Duration ago) {
		if (ago != null) {
			this.state.firstToken(ago);
		}
	}

	@Override
	public void token() {
		token(Duration.ZERO);
	}

	@Override
	public void token(@Nullable Duration ago) {
		if (ago != null) {
			this.state.firstToken(ago);
			this.state.token(ago);
		}
	}

	@Override
	public void provider(@Nullable String provider) {
		this.state.provider(provider);
	}

	@Override
	public void asked(@Nullable String model) {
		this.state.asked(model);
	}

	@Override
	public void model(@Nullable String model) {
		this.state.model(model);
	}

	@Override
	public void usage(LlmUsage usage) {
		this.state.usage(usage);
	}

	@Override
	public void tier(LlmTier tier) {
		this.state.tier(tier);
	}

	@Override
	public void cost(double usd) {
		this.state.cost(usd);
	}

	@Override
	public void unparsed() {
		this.state.unparsed();
	}

	@Override
	public void remaining(LlmLimit limit, long remaining, @Nullable Duration reset) {
		this.state.remaining(limit, remaining, reset);
	}

	@Override
	public void finish(@Nullable String reason) {
		this.state.finish(reason);
	}

	@Override
	public void retried() {
		this.state.retried();
	}

	@Override
	public void toolCall(String tool, Outcome outcome) {
		this.state.toolCall(tool, outcome);
	}

	@Override
	public void done() {
		end(Outcome.SUCCESS, null);
	}

	@Override
	public void failedFor(LlmError error) {
		end((error == LlmError.CANCELLED) ? Outcome.CANCELLED : Outcome.ERROR,
				(error != null) ? error : LlmError.OTHER);
	}

	@Override
	public void close() {
		end(Outcome.ABANDONED, null);
	}

	@Override
	public void dismissed() {
		end(null, null);
	}

	private void end(@Nullable Outcome outcome, @Nullable LlmError error) {
		try {
			this.state.end(outcome, error);
			this.collected.end();
		}
		finally {
			// Until here the handle counts as held, so that no collection calls it
			// abandoned.
			Reference.reachabilityFence(this);
		}
	}

}
