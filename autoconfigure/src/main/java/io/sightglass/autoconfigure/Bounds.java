package io.sightglass.autoconfigure;

import java.util.List;

import io.micrometer.core.instrument.Meter;
import io.sightglass.instrumentation.internal.part.WrongProperty;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.micrometer.metrics.autoconfigure.MeterValue;

/**
 * Bucket bounds as a person writes them ("250ms", "16384"), read the way that
 * {@code management.metrics.distribution.slo} is: a plain number is milliseconds for a
 * timer.
 */
final class Bounds {

	private Bounds() {
	}

	static void check(String meter, List<String> bounds) {
		for (String bound : bounds) {
			Double timer = read(bound, Meter.Type.TIMER);
			Double summary = read(bound, Meter.Type.DISTRIBUTION_SUMMARY);
			if (!isPositive(timer) && !isPositive(summary)) {
				throw WrongProperty.of("sightglass.histograms.bounds[" + meter + "]", bound,
						"A bound is a duration above zero for a timer (250ms) or a number above zero for a summary "
								+ "(16384).");
			}
		}
	}

	/**
	 * The bounds in the meter's unit: nanoseconds for a timer.
	 * @param bounds what the configuration says
	 * @param type the meter's type
	 * @return the bounds that this type understands, ascending
	 */
	static double[] of(List<String> bounds, Meter.Type type) {
		return bounds.stream()
			.map((bound) -> read(bound, type))
			.filter(Bounds::isPositive)
			.mapToDouble((bound) -> (bound != null) ? bound : 0)
			.sorted()
			.distinct()
			.toArray();
	}

	private static @Nullable Double read(String bound, Meter.Type type) {
		try {
			return MeterValue.valueOf(bound.trim()).getValue(type);
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private static boolean isPositive(@Nullable Double value) {
		return value != null && value > 0 && !value.isInfinite();
	}

}
