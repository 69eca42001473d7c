package io.sightglass.registry.internal.scrape;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.sightglass.registry.internal.text.Steps;
import org.jspecify.annotations.Nullable;

/**
 * What a meter becomes in Prometheus.
 */
enum Shape {

	COUNTER(false), GAUGE(false), INFO(false), FUNCTION_COUNTER(false), FUNCTION_TIMER(false), TIMER(true),
	SUMMARY(true), TIMER_QUANTILES(true), SUMMARY_QUANTILES(true), TIMER_HISTOGRAM(true), SUMMARY_HISTOGRAM(true),
	LONG_TASK(true);

	private final boolean max;

	Shape(boolean max) {
		this.max = max;
	}

	/**
	 * Whether a family of maxima stands beside the family.
	 * @return whether there is one
	 */
	boolean hasMax() {
		return this.max;
	}

	/**
	 * Whether reading its values can fail or hang, so that they are read before anything
	 * is written.
	 * @return whether to read first
	 */
	boolean readFirst() {
		return isFunction() || this == LONG_TASK || this == TIMER_QUANTILES || this == SUMMARY_QUANTILES;
	}

	/**
	 * Whether its values come from a function of the application.
	 * @return whether they do
	 */
	boolean isFunction() {
		return this == GAUGE || this == FUNCTION_COUNTER || this == FUNCTION_TIMER;
	}

	/**
	 * The shape of a meter without the detail of a distribution.
	 * @param meter the meter
	 * @return its shape, or nothing if it is left to the client library
	 */
	static @Nullable Shape of(Meter meter) {
		if (meter instanceof Counter) {
			return COUNTER;
		}
		if (meter instanceof Timer) {
			return TIMER;
		}
		if (meter instanceof DistributionSummary) {
			return SUMMARY;
		}
		if (meter instanceof Gauge) {
			return meter.getId().getName().endsWith(".info") ? INFO : GAUGE;
		}
		if (meter instanceof FunctionCounter) {
			return FUNCTION_COUNTER;
		}
		if (meter instanceof FunctionTimer) {
			return FUNCTION_TIMER;
		}
		return (meter instanceof LongTaskTimer) ? LONG_TASK : null;
	}

	/**
	 * One series as the client library has it, so that it checks the labels and writes
	 * what stands around the values.
	 * @param metadata name and help
	 * @param labels the labels
	 * @param steps buckets or quantiles
	 * @param created when the series began, 0 for no answer
	 * @return the family with one series
	 */
	MetricSnapshot specimen(MetricMetadata metadata, Labels labels, Steps steps, long created) {
		return switch (this) {
			case COUNTER, FUNCTION_COUNTER ->
				new CounterSnapshot(metadata, List.of(new CounterDataPointSnapshot(0, labels, null, created)));
			case GAUGE -> specimenOfMax(metadata, labels);
			case INFO -> new InfoSnapshot(metadata, List.of(new InfoDataPointSnapshot(labels)));
			case TIMER_HISTOGRAM,
					SUMMARY_HISTOGRAM ->
				new HistogramSnapshot(metadata,
						List.of(new HistogramDataPointSnapshot(
								ClassicHistogramBuckets.of(steps.values(), new long[steps.size()]), 0, labels,
								Exemplars.EMPTY, created)));
			default -> new SummarySnapshot(metadata,
					List.of(new SummaryDataPointSnapshot(0, 0, quantiles(steps), labels, Exemplars.EMPTY, created)));
		};
	}

	static MetricSnapshot specimenOfMax(MetricMetadata metadata, Labels labels) {
		return new GaugeSnapshot(metadata, List.of(new GaugeDataPointSnapshot(0, labels, null)));
	}

	private static Quantiles quantiles(Steps steps) {
		List<Quantile> quantiles = new ArrayList<>(steps.size());
		for (int i = 0; i < steps.size(); i++) {
			quantiles.add(new Quantile(steps.value(i), 0));
		}
		return Quantiles.of(quantiles);
	}

}
