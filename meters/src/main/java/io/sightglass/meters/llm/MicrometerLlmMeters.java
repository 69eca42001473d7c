package io.sightglass.meters.llm;

import java.util.Objects;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.OtherValues;
import io.sightglass.meters.internal.Times;
import io.sightglass.meters.llm.internal.name.ProviderName;
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

	private final ModelDirectory directory;

	private final Ledger ledger;

	private final BoundedValues tools;

	private final BoundedValues strangers;

	MicrometerLlmMeters(Instruments instruments, PriceBook prices, Budget budget, LlmLimits limits) {
		this.instruments = instruments;
		this.failures = instruments.failures();
		this.times = new Times(instruments, Sampler.ALWAYS);
		this.directory = new ModelDirectory(instruments, limits);
		this.tools = bounded(LlmMeter.TOOL_CALLS, "tool", limits.tools());
		this.strangers = bounded(LlmMeter.UNPARSED, "provider", limits.providers());
		this.ledger = new Ledger(instruments, Objects.requireNonNull(prices, "prices"),
				Objects.requireNonNull(budget, "budget"));
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
				() -> this.directory.find(provider, model, "chat").meters().retries().increment());
	}

	@Override
	public void unparsed(@Nullable String provider) {
		failures().guard("llm.unparsed",
				() -> this.instruments.counter(LlmMeter.UNPARSED, this.strangers.bound(ProviderName.of(provider)))
					.increment());
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

	ModelDirectory directory() {
		return this.directory;
	}

	Ledger ledger() {
		return this.ledger;
	}

}
