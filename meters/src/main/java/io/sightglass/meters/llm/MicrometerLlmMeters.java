package io.sightglass.meters.llm;

import java.util.Objects;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.OtherValues;
import io.sightglass.meters.internal.Times;
import io.sightglass.meters.llm.price.PriceBook;
import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * Measures with Micrometer.
 */
final class MicrometerLlmMeters implements LlmMeters {

	private final Instruments instruments;

	private final Failures failures;

	private final Times times;

	private final LlmConventions conventions;

	private final ModelDirectory directory;

	private final Ledger ledger;

	private final BoundedValues tools;

	MicrometerLlmMeters(Instruments instruments, PriceBook prices, Budget budget, LlmLimits limits,
			LlmConventions conventions) {
		this.instruments = instruments;
		this.failures = instruments.failures();
		this.times = new Times(instruments, Sampler.ALWAYS);
		this.conventions = Objects.requireNonNull(conventions, "conventions");
		this.tools = bounded(LlmMeter.TOOL_CALLS, "tool", limits.tools());
		this.ledger = new Ledger(instruments, Objects.requireNonNull(prices, "prices"),
				Objects.requireNonNull(budget, "budget"));
		this.directory = new ModelDirectory(instruments, limits, conventions, this.ledger::unprepare);
	}

	@Override
	public LlmCall start(@Nullable String provider, @Nullable String model, @Nullable String operation) {
		try {
			this.ledger.prepare();
			NamedModel named = this.directory.find(provider, model, operation);
			CallState state = new CallState(this, named, operation, this.times.now());
			return new MeteredCall(state);
		}
		catch (Throwable ex) {
			failures().record("llm.requests", ex);
			return LlmCall.NONE;
		}
	}

	@Override
	public void toolCall(@Nullable String tool, Outcome outcome) {
		failures().guard("llm.tool.calls",
				() -> this.instruments
					.counter(LlmMeter.TOOL_CALLS, this.tools.bound(tool),
							((outcome != null) ? outcome : Outcome.ERROR).tag())
					.increment());
	}

	@Override
	public void retried(@Nullable String provider, @Nullable String model) {
		failures().guard("llm.retries",
				() -> this.directory.find(provider, model, "chat").model().retries().increment());
	}

	private BoundedValues bounded(LlmMeter meter, String tag, int limit) {
		return new BoundedValues(limit, new OtherValues(this.instruments, meter, tag));
	}

	Times times() {
		return this.times;
	}

	Failures failures() {
		return this.failures;
	}

	LlmConventions conventions() {
		return this.conventions;
	}

	ModelDirectory directory() {
		return this.directory;
	}

	Ledger ledger() {
		return this.ledger;
	}

}
