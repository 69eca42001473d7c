package io.sightglass.console;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * One series as numbers: {@code v} for a counter or gauge; {@code c}, {@code s} and
 * {@code m} for the count, sum and maximum of a distribution, {@code b} for its buckets
 * as bound and cumulative count. Times are in seconds.
 */
final class MeterValues {

	private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

	private MeterValues() {
	}

	static void write(Meter meter, JsonText json) {
		meter.match((gauge) -> value(json, gauge.value()), (counter) -> value(json, counter.count()),
				(timer) -> distribution(json, timer), (summary) -> distribution(json, summary),
				(task) -> value(json, task.activeTasks()), (gauge) -> value(json, gauge.value(TimeUnit.SECONDS)),
				(counter) -> value(json, counter.count()), (timer) -> function(json, timer),
				(other) -> first(json, other));
	}

	/**
	 * Whether a meter of the application's own measures nothing now.
	 * @param meter the meter
	 * @return false also where it throws, which is shown
	 */
	static boolean isNothing(Meter meter) {
		try {
			return meter.getId().getType() == Meter.Type.OTHER && !meter.measure().iterator().hasNext();
		}
		catch (Throwable ex) {
			return false;
		}
	}

	static String type(Meter meter) {
		if (meter instanceof Counter || meter instanceof FunctionCounter) {
			return "counter";
		}
		if (meter instanceof Timer || meter instanceof FunctionTimer || meter instanceof DistributionSummary) {
			return "distribution";
		}
		return "gauge";
	}

	static @Nullable String unit(Meter meter) {
		if (meter instanceof Timer || meter instanceof FunctionTimer || meter instanceof TimeGauge) {
			return "seconds";
		}
		// Of tasks that run, the value is how many.
		return (meter instanceof LongTaskTimer) ? null : meter.getId().getBaseUnit();
	}

	private static Void value(JsonText json, double value) {
		json.name("v").value(value);
		return null;
	}

	private static Void distribution(JsonText json, Timer timer) {
		return snapshot(json, timer.takeSnapshot(), NANOS);
	}

	private static Void distribution(JsonText json, DistributionSummary summary) {
		return snapshot(json, summary.takeSnapshot(), 1);
	}

	private static Void snapshot(JsonText json, HistogramSnapshot snapshot, double unit) {
		json.name("c").value(snapshot.count());
		json.name("s").value(snapshot.total() / unit);
		json.name("m").value(snapshot.max() / unit);
		CountAtBucket[] buckets = snapshot.histogramCounts();
		if (buckets.length > 0) {
			json.name("b").open('[');
			for (CountAtBucket bucket : buckets) {
				json.value(bucket.bucket() / unit).value(bucket.count());
			}
			json.close(']');
		}
		return null;
	}

	private static Void function(JsonText json, FunctionTimer timer) {
		json.name("c").value(timer.count());
		json.name("s").value(timer.totalTime(TimeUnit.SECONDS));
		return null;
	}

	private static Void first(JsonText json, Meter meter) {
		for (Measurement measurement : meter.measure()) {
			return value(json, measurement.getValue());
		}
		return value(json, Double.NaN);
	}

}
