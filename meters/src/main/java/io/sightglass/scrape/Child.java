package io.sightglass.scrape;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.HistogramSupport;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.sightglass.striped.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * One meter of a family, with the text of its labels.
 */
final class Child {

	private static final MetricMetadata ANY = new MetricMetadata("any");

	private @Nullable List<String> names;

	private volatile @Nullable Meter meter;

	private LabelSet set = LabelSet.EMPTY;

	private byte[] labels = {};

	private @Nullable Shape shape;

	private Steps steps = Steps.NONE;

	private @Nullable AtomicLongArray counts;

	private @Nullable Remembered sum;

	private @Nullable Remembered max;

	/**
	 * A meter as it was added.
	 * @param meter the meter
	 * @param convention the naming convention of that moment; it is not asked at a scrape
	 */
	Child(Meter meter, NamingConvention convention) {
		this.meter = meter;
		this.names = meter.getId().getConventionTags(convention).stream().map(Tag::getKey).toList();
	}

	/**
	 * Makes the text.
	 * @param like a child that may share its label names and its buckets
	 */
	void resolve(@Nullable Child like) {
		Meter live = this.meter;
		List<String> keys = this.names;
		if (live == null || keys == null) {
			return;
		}
		this.names = null;
		try {
			List<Tag> tags = live.getId().getTags();
			Labels names = Labels.of(keys, tags.stream().map(Tag::getValue).toList());
			this.set = LabelSet.of(names, (like != null) ? like.set : LabelSet.EMPTY);
			this.labels = this.set.text();
			Shape plain = Shape.of(live);
			Shape exact = (plain != null) ? distribution(live, plain) : null;
			if (like != null) {
				this.steps = this.steps.or(like.steps);
			}
			if (exact != null) {
				exact.specimen(ANY, names, this.steps);
			}
			this.shape = exact;
			if (exact != null && exact.hasMax()) {
				this.sum = new Remembered();
				this.max = new Remembered();
			}
		}
		catch (RuntimeException refused) {
			// The client library refuses it, and will say so itself.
			this.shape = null;
		}
	}

	private @Nullable Shape distribution(Meter live, Shape plain) {
		if (live instanceof LongTaskTimer tasks) {
			HistogramSnapshot snapshot = tasks.takeSnapshot();
			return (snapshot.histogramCounts().length + snapshot.percentileValues().length > 0) ? null : plain;
		}
		if (plain != Shape.TIMER && plain != Shape.SUMMARY) {
			return plain;
		}
		boolean timer = plain == Shape.TIMER;
		CountAtBucket[] buckets = buckets(live);
		if (buckets.length > 0) {
			this.steps = Steps.bounds(buckets, timer);
			this.counts = (live instanceof Distribution) ? null : Internals.counts(live, buckets.length);
			return timer ? Shape.TIMER_HISTOGRAM : Shape.SUMMARY_HISTOGRAM;
		}
		ValueAtPercentile[] percentiles = ((HistogramSupport) live).takeSnapshot().percentileValues();
		if (percentiles.length > 0) {
			this.steps = Steps.quantiles(percentiles);
			return timer ? Shape.TIMER_QUANTILES : Shape.SUMMARY_QUANTILES;
		}
		return plain;
	}

	/**
	 * The counts of a histogram, cumulative.
	 * @param live a timer or a distribution summary
	 * @return the counts, none if it has no histogram
	 */
	static CountAtBucket[] buckets(Meter live) {
		return ((HistogramSupport) live).takeSnapshot().histogramCounts();
	}

	void remove() {
		this.meter = null;
		this.counts = null;
	}

	/**
	 * The meter.
	 * @return nothing once it was removed
	 */
	@Nullable Meter meter() {
		return this.meter;
	}

	LabelSet set() {
		return this.set;
	}

	/**
	 * What stands between a sample's name and its value.
	 * @return the labels in braces and a space
	 */
	byte[] labels() {
		return this.labels;
	}

	@Nullable Shape shape() {
		return this.shape;
	}

	Steps steps() {
		return this.steps;
	}

	@Nullable Remembered sum() {
		return this.sum;
	}

	@Nullable Remembered max() {
		return this.max;
	}

	@Nullable AtomicLongArray counts() {
		return this.counts;
	}

}
