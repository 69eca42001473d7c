package io.sightglass.meters.llm.price;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * How soon a provider answers, which changes its prices.
 */
public enum LlmTier {

	/** As usual. */
	STANDARD,

	/** Within a day, through the provider's batch interface. */
	BATCH,

	/** Slower, or not at all when there is much to do. */
	FLEX,

	/** Before others. */
	PRIORITY,

	/** Anthropic's fast mode, which has no price but its own. */
	FAST,

	/** From capacity that is paid for as such, whose tokens have no price but its own. */
	PROVISIONED;

	private static final Set<String> RESERVED = Set.of("provisioned_throughput", "reserved", "scale");

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * The tier in a price file: its name in lower case.
	 * @return such as {@code flex}
	 */
	public String tag() {
		return this.tag;
	}

	/**
	 * The tier that an answer says it was billed by.
	 * @param word the provider's word, such as {@code default}, {@code priority},
	 * Google's {@code ON_DEMAND_FLEX} and {@code PROVISIONED_THROUGHPUT}, Amazon's
	 * {@code reserved} or OpenAI's {@code scale}
	 * @return the tier, {@link #STANDARD} for other words
	 */
	public static LlmTier of(@Nullable String word) {
		String name = (word != null) ? word.strip().toLowerCase(Locale.ROOT) : "";
		for (LlmTier tier : values()) {
			if (name.equals(tier.tag) || name.endsWith("_" + tier.tag)) {
				return tier;
			}
		}
		return RESERVED.contains(name) ? PROVISIONED : STANDARD;
	}

}
