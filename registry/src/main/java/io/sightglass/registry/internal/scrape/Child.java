package io.sightglass.registry.internal.scrape;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicLongArray;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSupport;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.sightglass.registry.internal.text.LabelNames;
import io.sightglass.registry.internal.text.LabelSet;
import io.sightglass.registry.internal.text.LabelText;
import io.sightglass.registry.internal.text.Steps;
import org.jspecify.annotations.Nullable;

/**
 * One meter of a family, with the text of its labels. There is one a series, so what can
 * be made of the meter again is not kept.
 */
class Child {

	/** The order of the client library. */
	static final Comparator<Child> ORDER = Comparator.comparing(Child::names)
		.thenComparing(Child::labels, LabelText.ORDER);

	private static final MetricMetadata ANY = new MetricMetadata("any");

	private static final byte[] NONE = {};

	private final LabelNames names;

	private volatile @Nullable Meter meter;

	private byte[] labels = NONE;

	private @Nullable Shape shape;

	private boolean whole;

	Child(Meter meter, LabelNames names) {
		this.meter = meter;
		this.names = names;
	}

	/**
	 * A meter as it was added.
	 * @param meter the meter
	 * @param names the names of its labels
	 * @return the child
	 */
	static Child of(Meter meter, LabelNames names) {
		return (meter instanceof HistogramSupport) ? new DistributionChild(meter, names) : new Child(meter, names);
	}

	/**
	 * Makes the text.
	 * @param like a child that may share its buckets
	 */
	final void resolve(@Nullable Child like) {
		Meter live = this.meter;
		if (live == null || this.labels != NONE) {
			return;
		}
		try {
			Labels labels = this.names.with(live);
			byte[] text = LabelText.of(labels);
			Shape plain = Shape.of(live);
			Shape exact = (plain != null) ? exact(live, plain, like) : null;
			if (exact != null) {
				exact.specimen(ANY, labels, steps(), 0);
			}
			this.shape = exact;
			this.labels = text;
			this.whole = LabelText.isWhole(labels);
		}
		catch (Throwable refused) {
			// The client library refuses it, and will say so itself.
			this.shape = null;
		}
	}

	@Nullable Shape exact(Meter live, Shape plain, @Nullable Child like) {
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
	}

	/**
	 * The meter.
	 * @return nothing once it was removed
	 */
	final @Nullable Meter meter() {
		return this.meter;
	}

	final LabelNames names() {
		return this.names;
	}

	/**
	 * The labels as the client library has them.
	 * @return none once the meter was removed
	 */
	final LabelSet set() {
		Meter live = this.meter;
		return new LabelSet((live != null) ? this.names.with(live) : Labels.EMPTY);
	}

	/**
	 * What stands between a sample's name and its value.
	 * @return the labels in braces and a space
	 */
	final byte[] labels() {
		return this.labels;
	}

	/**
	 * Whether the text tells these labels from others.
	 * @param other others
	 * @return false if they are the same, or half of a surrogate pair is lost in the text
	 */
	final boolean differsFrom(Child other) {
		return this.whole && other.whole && !Arrays.equals(this.labels, other.labels);
	}

	final @Nullable Shape shape() {
		return this.shape;
	}

	Steps steps() {
		return Steps.NONE;
	}

	/**
	 * The text of the sum, if it is the same as before.
	 * @param sum the sum
	 * @return nothing where it has to be written
	 */
	byte @Nullable [] sum(double sum) {
		return null;
	}

	/**
	 * The text of the maximum, if it is the same as before.
	 * @param max the maximum
	 * @return nothing where it has to be written
	 */
	byte @Nullable [] max(double max) {
		return null;
	}

	@Nullable AtomicLongArray counts() {
		return null;
	}

}
