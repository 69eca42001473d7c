package io.sightglass.meters.llm;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.meters.llm.price.ModelPrice;
import io.sightglass.meters.llm.price.PriceBook;
import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.internal.log.Printable;
import io.sightglass.registry.internal.log.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * Turns tokens into money. What has no price is not free: its tokens are counted apart,
 * and its model is warned of once.
 */
final class Ledger {

	private static final SafeLog logger = SafeLog.of(LlmMeters.class);

	private static final int MAX_WARNED = 100;

	private final PriceBook prices;

	private final Budget budget;

	private final Failures failures;

	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	Ledger(PriceBook prices, Budget budget, Failures failures) {
		this.prices = prices;
		this.budget = budget;
		this.failures = failures;
	}

	/**
	 * Books what a call used, by the price of the model that answered or, where it has
	 * none, of that which was asked.
	 * @param model the model that was asked
	 * @param answered the model that answered, if it told
	 * @param usage what was used
	 * @param tier by which of its prices it is billed
	 */
	void book(NamedModel model, @Nullable String answered, LlmUsage usage, LlmTier tier) {
		if (usage.isEmpty()) {
			return;
		}
		long pico = cost(model, answered, usage, tier);
		if (pico < 0) {
			this.failures.add(model.model().unpriced(), usage.tokens());
			warn(model.provider() + "/" + model.name().comparable());
			return;
		}
		spent(model, pico);
	}

	void spent(NamedModel model, long pico) {
		model.calls().spent(pico);
		if (pico > 0) {
			this.budget.spent(pico);
		}
	}

	// A price book may be the user's: what it throws costs the price, not the count.
	private long cost(NamedModel model, @Nullable String answered, LlmUsage usage, LlmTier tier) {
		try {
			@Nullable ModelPrice price = (answered != null) ? this.prices.price(model.provider(), answered) : null;
			if (price == null) {
				price = this.prices.price(model.provider(), model.name().written());
			}
			return (price != null) ? price.cost(usage, tier) : -1;
		}
		catch (Throwable ex) {
			this.failures.record("llm.cost", ex);
			return -1;
		}
	}

	private void warn(String model) {
		String shown = Printable.value(model);
		if (this.warned.size() < MAX_WARNED && this.warned.add(shown)) {
			logger.warn("No price is known for the model " + shown + ": its tokens are counted in "
					+ "llm.unpriced.tokens, not in llm.cost. Give it one under sightglass.llm.prices.");
		}
	}

}
