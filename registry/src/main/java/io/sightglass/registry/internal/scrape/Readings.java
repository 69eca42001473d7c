package io.sightglass.registry.internal.scrape;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.HistogramSupport;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.sightglass.registry.internal.scrape.Plan.Source;
import org.jspecify.annotations.Nullable;

/**
 * Values of a family that are read before anything is written, as they come from
 * functions of the application, or are one consistent snapshot.
 *
 * @param numbers two a series: count and sum
 * @param snapshots one a series
 */
record Readings(double[] numbers, HistogramSnapshot[] snapshots) {

	static final Readings NONE = new Readings(new double[0], new HistogramSnapshot[0]);

	private static final ValueAtPercentile[] NO_PERCENTILES = {};

	/**
	 * Reads a family.
	 * @param source the family
	 * @return its values, nothing if an earlier scrape hangs in it
	 */
	static @Nullable Readings of(Source source) {
		Shape shape = source.view().shape();
		return (shape == null || !shape.readFirst()) ? NONE
				: source.collector().enter(() -> of(shape, source.view().children()));
	}

	private static Readings of(Shape shape, Child[] children) {
		boolean functions = shape.isFunction();
		double[] numbers = new double[functions ? 2 * children.length : 0];
		HistogramSnapshot[] snapshots = new HistogramSnapshot[functions ? 0 : children.length];
		for (int i = 0; i < children.length; i++) {
			Meter meter = children[i].meter();
			if (meter instanceof Gauge gauge) {
				numbers[2 * i] = gauge.value();
			}
			else if (meter instanceof FunctionCounter counter) {
				numbers[2 * i] = notNegative(counter.count());
			}
			else if (meter instanceof FunctionTimer timer) {
				numbers[2 * i] = timer.count();
				numbers[2 * i + 1] = timer.totalTime(TimeUnit.SECONDS);
			}
			else if (meter instanceof HistogramSupport distribution) {
				snapshots[i] = distribution.takeSnapshot();
			}
		}
		return new Readings(numbers, snapshots);
	}

	/**
	 * Whether a long task timer turns out to have what only the client library writes.
	 * @return whether it has buckets or quantiles
	 */
	boolean hasDetail() {
		for (HistogramSnapshot snapshot : this.snapshots) {
			if (snapshot != null && (snapshot.percentileValues().length > 0 || snapshot.histogramCounts().length > 0)) {
				return true;
			}
		}
		return false;
	}

	ValueAtPercentile[] percentiles(int child) {
		HistogramSnapshot snapshot = this.snapshots[child];
		return (snapshot != null) ? snapshot.percentileValues() : NO_PERCENTILES;
	}

	private static double notNegative(double count) {
		if (count < 0) {
			throw new IllegalArgumentException(count + ": counters cannot have a negative value");
		}
		return count;
	}

}
