package io.sightglass.meters.llm;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.meters.llm.price.ModelPrice;
import io.sightglass.meters.llm.price.PriceBook;
import io.sightglass.meters.llm.price.PriceBooks;
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

	private final Instruments instruments;

	private final PriceBooks prices;

	private final Budget budget;

	private final Failures failures;

	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	private volatile boolean prepared;

	private volatile boolean left;

	Ledger(Instruments instruments, PriceBook prices, Budget budget) {
		this.instruments = instruments;
		// So that it is asked for all names of a model.
		this.prices = new PriceBooks(List.of(prices));
		this.budget = budget;
		this.failures = instruments.failures();
	}

	/**
	 * A call begins: what its price needs is read meanwhile.
	 */
	void prepare() {
		if (this.prepared) {
			return;
		}
		this.prepared = true;
		if (this.left) {
			this.left = false;
			this.budget.show();
		}
		this.failures.guard("llm.prices.age", () -> {
			this.prices.prepare();
			if (this.prices.date() != null && !this.instruments.has(LlmMeter.PRICES_AGE)) {
				this.instruments.gauge(LlmMeter.PRICES_AGE, this, Ledger::age);
			}
		});
	}

	/**
	 * Meters have left the registry: its own may be among them.
	 */
	void unprepare() {
		this.left = true;
		this.prepared = false;
	}

	private double age() {
		@Nullable Instant date = this.prices.date();
		return (date != null) ? (this.instruments.clock().wallTime() - date.toEpochMilli()) / 1000.0 : Double.NaN;
	}

	/**
	 * Books what a call used.
	 * @param model the model that was asked
	 * @param price the price, where one is known
	 * @param usage what was used
	 * @param said the tier that the answer says
	 */
	void book(NamedModel model, @Nullable ModelPrice price, LlmUsage usage, LlmTier said) {
		// Anthropic's priority is capacity that was bought before.
		LlmTier tier = (said == LlmTier.PRIORITY && model.provider().equals("anthropic") && price != null
				&& !price.has(said)) ? LlmTier.PROVISIONED : said;
		if (price == null || !price.knows(usage, tier)) {
			unpriced(model, usage.tokens());
			return;
		}
		long unpriced = price.unpriced(usage, tier);
		if (unpriced > 0) {
			unpriced(model, unpriced);
		}
		spent(model, price.cost(usage, tier));
		long saved = price.saved(usage, tier);
		if (saved > 0) {
			model.model().saved(saved);
		}
	}

	private void unpriced(NamedModel model, long tokens) {
		this.failures.add(model.model().unpriced(), tokens);
		if (!model.unpriced().get() && model.unpriced().compareAndSet(false, true)) {
			warn(tokens > 0, model.provider() + "/" + (model.name().isEmpty() ? "none" : model.name().comparable()));
		}
	}

	void spent(NamedModel model, long pico) {
		model.calls().spent(pico);
		if (pico > 0) {
			this.budget.spent(pico);
		}
	}

	/**
	 * The price by the first book that knows the model that answered or, by the name in
	 * the series, that which was asked. A price book may be the user's: what it throws
	 * costs the price, not the count.
	 * @param model the model that was asked
	 * @param answered the model that answered, if it told
	 * @return the price, or null
	 */
	@Nullable ModelPrice price(NamedModel model, @Nullable ModelId answered) {
		try {
			String asked = model.name().written();
			return this.prices.price(model.provider(), (answered != null) ? answered.written() : asked, asked);
		}
		catch (Throwable ex) {
			this.failures.record("llm.cost", ex);
			return null;
		}
	}

	private void warn(boolean tokens, String model) {
		String shown = Printable.value(model);
		if (this.warned.size() < MAX_WARNED && this.warned.add(shown)) {
			logger.warn("No price is known for the model " + shown + ": what it uses is counted in "
					+ (tokens ? "llm.unpriced.tokens" : "llm.units")
					+ ", not in llm.cost. Give it one under sightglass.llm.prices.");
		}
	}

}
