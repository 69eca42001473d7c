package io.sightglass.meters.llm.price;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Puts a price together.
 */
public final class ModelPriceBuilder {

	private static final LlmUnit[] UNITS = LlmUnit.values();

	private static final int TIERS = LlmTier.values().length;

	// From here on tokens have no usual price.
	private static final int FAST = LlmTier.FAST.ordinal();

	private static final long UNKNOWN = ModelPrice.UNKNOWN;

	// By the length of the prompt, then by tier and unit.
	private final TreeMap<Long, long[][]> own = new TreeMap<>();

	private final BigDecimal[] discounts = new BigDecimal[TIERS];

	private long contextWindow;

	ModelPriceBuilder() {
		Arrays.fill(this.discounts, BigDecimal.ZERO);
		band(0);
	}

	/**
	 * What a unit costs as usual.
	 * @param unit the unit
	 * @param usd US dollars of a million tokens, or of one of any other unit
	 * @return this
	 * @throws IllegalArgumentException if it is no price
	 */
	public ModelPriceBuilder usd(LlmUnit unit, String usd) {
		return usd(unit, LlmTier.STANDARD, 0, usd);
	}

	/**
	 * What a unit costs in a tier and with a long prompt.
	 * @param unit the unit
	 * @param tier the tier
	 * @param contextOver how many tokens of the prompt are not long yet; 0 where its
	 * length is the same
	 * @param usd US dollars of a million tokens, or of one of any other unit
	 * @return this
	 * @throws IllegalArgumentException if it is no price
	 */
	public ModelPriceBuilder usd(LlmUnit unit, LlmTier tier, long contextOver, String usd) {
		return usd(unit, tier, contextOver, Decimals.parse("A price", usd));
	}

	/**
	 * What a unit costs in a tier and with a long prompt.
	 * @param unit the unit
	 * @param tier the tier
	 * @param contextOver how many tokens of the prompt are not long yet
	 * @param usd US dollars of a million tokens, or of one of any other unit
	 * @return this
	 * @throws IllegalArgumentException if it is no price
	 */
	public ModelPriceBuilder usd(LlmUnit unit, LlmTier tier, long contextOver, BigDecimal usd) {
		return rate(unit, tier, contextOver, Rates.of(unit, usd));
	}

	/**
	 * What tokens cost less in a tier, where they have no price of their own in it.
	 * @param tier the tier
	 * @param share a share from 0 to 1
	 * @return this
	 * @throws IllegalArgumentException if it is no such share
	 */
	public synchronized ModelPriceBuilder discount(LlmTier tier, BigDecimal share) {
		this.discounts[tier.ordinal()] = Rates.share(share);
		return this;
	}

	/**
	 * How many tokens a prompt of the model may have, to which the prompts of calls are
	 * compared.
	 * @param tokens so many
	 * @return this
	 * @throws IllegalArgumentException if they are none
	 */
	public synchronized ModelPriceBuilder contextWindow(long tokens) {
		if (tokens < 1) {
			throw new IllegalArgumentException("A context window has 1 token or more, not " + tokens);
		}
		this.contextWindow = tokens;
		return this;
	}

	synchronized ModelPriceBuilder rate(LlmUnit unit, LlmTier tier, long contextOver, long rate) {
		if (contextOver < 0) {
			throw new IllegalArgumentException("A prompt has 0 tokens or more, not " + contextOver);
		}
		band(contextOver)[tier.ordinal()][unit.ordinal()] = rate;
		return this;
	}

	private long[][] band(long above) {
		return Objects.requireNonNull(this.own.computeIfAbsent(above, (band) -> {
			long[][] rates = new long[TIERS][UNITS.length];
			for (long[] tier : rates) {
				Arrays.fill(tier, UNKNOWN);
			}
			return rates;
		}));
	}

	/**
	 * The price.
	 * @return with all that was said so far
	 */
	public synchronized ModelPrice build() {
		long[][][] all = new long[TIERS][][];
		for (int tier = 0; tier < TIERS; tier++) {
			boolean same = tier > 0 && tier < FAST && isStandard(tier);
			all[tier] = same ? all[0] : tier(tier);
		}
		return new ModelPrice(this.own.keySet().stream().mapToLong(Long::longValue).toArray(), all, this.contextWindow);
	}

	private boolean isStandard(int tier) {
		return this.discounts[tier].signum() == 0 && this.own.values()
			.stream()
			.allMatch((rates) -> Arrays.stream(rates[tier]).allMatch((rate) -> rate == UNKNOWN));
	}

	private long[][] tier(int tier) {
		return this.own.keySet().stream().map((above) -> band(tier, above)).toArray(long[][]::new);
	}

	private long[] band(int tier, long above) {
		long[] rates = new long[UNITS.length];
		for (LlmUnit unit : UNITS) {
			long own = own(tier, above, unit);
			// A fast answer costs many times the usual price, which would be far too
			// little, and capacity that is paid for costs nothing more.
			rates[unit.ordinal()] = (own == UNKNOWN && tier > 0 && !(tier >= FAST && unit.isToken()))
					? discounted(unit, own(0, above, unit), this.discounts[tier]) : own;
		}
		for (LlmUnit unit : UNITS) {
			LlmUnit kind = unit.kindOf();
			if (rates[unit.ordinal()] == UNKNOWN && kind != null) {
				rates[unit.ordinal()] = rates[kind.ordinal()];
			}
		}
		return rates;
	}

	private long own(int tier, long above, LlmUnit unit) {
		for (Map.Entry<Long, long[][]> band : this.own.headMap(above, true).descendingMap().entrySet()) {
			long rate = band.getValue()[tier][unit.ordinal()];
			if (rate != UNKNOWN) {
				return rate;
			}
		}
		return UNKNOWN;
	}

	private static long discounted(LlmUnit unit, long rate, BigDecimal discount) {
		return (rate == UNKNOWN || !unit.isToken() || discount.signum() == 0) ? rate : Rates.less(rate, discount);
	}

}
