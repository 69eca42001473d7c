package io.sightglass.llm;

import io.micrometer.core.instrument.Clock;
import io.sightglass.llm.budget.Budget;
import io.sightglass.llm.name.ProviderName;
import io.sightglass.llm.price.PriceBook;
import io.sightglass.registry.Failures;
import io.sightglass.registry.Instruments;
import io.sightglass.registry.Folds;
import io.sightglass.tag.BoundedValues;
import io.sightglass.tag.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Measures with Micrometer.
 */
final class MicrometerLlmMeters implements LlmMeters {

	private final Instruments instruments;

	private final ModelDirectory directory;

	private final Ledger ledger;

	private final BoundedValues tools;

	private final BoundedValues strangers;

	MicrometerLlmMeters(Instruments instruments, PriceBook prices, Budget budget, LlmLimits limits) {
		this.instruments = instruments;
		this.directory = new ModelDirectory(instruments, limits);
		this.tools = bounded(LlmMeter.TOOL_CALLS, "tool", limits.tools());
		this.strangers = bounded(LlmMeter.UNPARSED, "provider", limits.providers());
		this.ledger = new Ledger(prices, budget, instruments.failures());
	}

	@Override
	public LlmCall call(@Nullable String provider, @Nullable String model, @Nullable String operation) {
		try {
			NamedModel named = this.directory.find(provider, model, operation);
			CallState state = new CallState(this, named, operation, clock().monotonicTime());
			return new MeteredCall(state);
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			failures().record("llm.requests", ex);
			return LlmCall.NONE;
		}
	}

	@Override
	public void toolCall(@Nullable String tool, Outcome outcome) {
		failures().guard("llm.tool.calls",
				() -> this.instruments.counter(LlmMeter.TOOL_CALLS, this.tools.bound(tool), outcome.tag()).increment());
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
		return new BoundedValues(limit, new Folds(this.instruments, meter, tag));
	}

	Clock clock() {
		return this.instruments.registry().config().clock();
	}

	Failures failures() {
		return this.instruments.failures();
	}

	ModelDirectory directory() {
		return this.directory;
	}

	Ledger ledger() {
		return this.ledger;
	}

}
