package io.sightglass.autoconfigure.llm;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import io.sightglass.autoconfigure.SightglassProperties;
import io.sightglass.meters.llm.LlmLimits;
import io.sightglass.meters.llm.LlmMeter;

/**
 * How many names are kept by {@code sightglass.cardinality}. A name is kept for the meter
 * that keeps most; the registry's filter folds it for those that keep fewer. Of money it
 * cannot, as function counters are never added up: what is asked for those holds for all.
 */
final class ConfiguredLimits {

	private static final Set<LlmMeter> MONEY = EnumSet.of(LlmMeter.COST, LlmMeter.CACHE_SAVED);

	private ConfiguredLimits() {
	}

	static LlmLimits of(SightglassProperties.Cardinality cardinality) {
		return new LlmLimits(limit(cardinality, "provider"), limit(cardinality, "model"),
				limit(cardinality, "operation"), limit(cardinality, "tool"));
	}

	private static int limit(SightglassProperties.Cardinality cardinality, String tag) {
		int most = Arrays.stream(LlmMeter.values())
			.filter((meter) -> meter.spec().keys().contains(tag))
			.mapToInt((meter) -> cardinality.limits()
				.getOrDefault(meter.getName() + "." + tag, cardinality.maxValuesPerTag()))
			.max()
			.orElse(cardinality.maxValuesPerTag());
		return MONEY.stream()
			.mapToInt((meter) -> cardinality.limits().getOrDefault(meter.getName() + "." + tag, most))
			.reduce(most, Math::min);
	}

}
