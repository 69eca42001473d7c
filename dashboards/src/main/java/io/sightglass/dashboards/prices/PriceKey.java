package io.sightglass.dashboards.prices;

import java.math.BigDecimal;
import java.util.Comparator;

import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;

/**
 * What is the price of what.
 *
 * @param provider who sells the model
 * @param model the model
 * @param unit the unit
 * @param tier the tier
 * @param contextOver beyond how many tokens of the prompt
 */
record PriceKey(String provider, String model, LlmUnit unit, LlmTier tier, long contextOver) {

	static final Comparator<PriceKey> ORDER = Comparator.comparing(PriceKey::provider)
		.thenComparing(PriceKey::model)
		.thenComparing(PriceKey::tier)
		.thenComparing(PriceKey::contextOver)
		.thenComparing(PriceKey::unit);

	PriceKey in(LlmTier tier) {
		return new PriceKey(this.provider, this.model, this.unit, tier, this.contextOver);
	}

	PriceKey of(LlmUnit unit) {
		return new PriceKey(this.provider, this.model, unit, this.tier, this.contextOver);
	}

	String line(BigDecimal usd) {
		return String.join(",", cell(this.provider), cell(this.model), this.unit.tag(),
				(this.tier != LlmTier.STANDARD) ? this.tier.tag() : "",
				(this.contextOver > 0) ? Long.toString(this.contextOver) : "", usd.toPlainString());
	}

	private static String cell(String text) {
		boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0 && !text.startsWith("#");
		return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
	}

}
