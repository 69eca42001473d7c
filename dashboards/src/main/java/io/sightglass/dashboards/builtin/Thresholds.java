package io.sightglass.dashboards.builtin;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The thresholds of one user: the standard ones, and what was changed.
 */
public final class Thresholds {

	/** Nothing changed. */
	public static final Thresholds STANDARD = of(Map.of());

	private final Map<Threshold, Double> changed = new EnumMap<>(Threshold.class);

	private Thresholds() {
	}

	/**
	 * Thresholds with some changed.
	 * @param changed values by key
	 * @return the thresholds
	 */
	public static Thresholds of(Map<String, Double> changed) {
		Thresholds thresholds = new Thresholds();
		changed.forEach((key, value) -> {
			Threshold threshold = find(key);
			String refusal = threshold.refusal(value);
			if (!refusal.isEmpty()) {
				throw new IllegalArgumentException(
						"The threshold %s is %s, but %s".formatted(threshold.key(), value, refusal));
			}
			thresholds.changed.put(threshold, value);
		});
		return thresholds;
	}

	double get(Threshold threshold) {
		return this.changed.getOrDefault(threshold, threshold.standard());
	}

	private static Threshold find(String key) {
		return Arrays.stream(Threshold.values())
			.filter((threshold) -> threshold.key().equals(key))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no threshold '%s'; there are %s".formatted(key,
					Arrays.stream(Threshold.values()).map(Threshold::key).collect(Collectors.joining(", ")))));
	}

}
