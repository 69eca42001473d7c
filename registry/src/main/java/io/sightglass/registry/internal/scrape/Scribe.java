package io.sightglass.registry.internal.scrape;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.core.instrument.util.TimeUtils;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.sightglass.registry.internal.text.ExemplarText;
import io.sightglass.registry.internal.text.Frame;
import io.sightglass.registry.internal.text.Frame.Created;
import io.sightglass.registry.internal.text.Lines;
import io.sightglass.registry.internal.text.ScrapeFormat;
import io.sightglass.registry.internal.text.Steps;
import org.jspecify.annotations.Nullable;

/**
 * Writes families: kept text and the values of the moment.
 */
final class Scribe {

	private static final CountAtBucket[] NO_BUCKETS = {};

	private static final byte[] NONE = {};

	private final Lines lines;

	private final ScrapeFormat format;

	private final Consumer<Throwable> failures;

	private final LookAhead ahead;

	// OpenMetrics, which has exemplars, and says of each series when it began.
	private final boolean open;

	private long[] totals = new long[32];

	Scribe(Lines lines, ScrapeFormat format, LookAhead ahead, Consumer<Throwable> failures) {
		this.lines = lines;
		this.format = format;
		this.open = format == ScrapeFormat.OPEN_METRICS;
		this.ahead = ahead;
		this.failures = failures;
	}

	/**
	 * Writes a family.
	 * @param part which one
	 * @param view its series
	 * @param readings values that were read before
	 * @throws IOException if the stream is broken
	 */
	void write(Part part, View view, Readings readings) throws IOException {
		Frame frame = part.frame(this.format);
		Shape shape = view.shape();
		Created created = this.open ? frame.created() : null;
		this.lines.write(frame.header(), frame.header().length);
		Child[] children = view.children();
		boolean far = children.length >= LookAhead.FAR && shape == Shape.COUNTER;
		for (int i = 0; i < children.length; i++) {
			if (far && i % LookAhead.MANY == 0) {
				this.ahead.look(children, i);
			}
			Child child = children[i];
			Meter meter = child.meter();
			if (meter != null && shape != null) {
				this.lines.mark();
				try {
					if (part.max()) {
						this.lines.begin(frame.names()[0], child.labels());
						max(child, max(meter, readings, i));
					}
					else {
						series(shape, frame.names(), child, meter, readings, i);
						if (created != null) {
							created.write(this.lines, child.labels(), view.created(i, meter));
						}
					}
				}
				catch (IOException ex) {
					// Nobody is there to read on.
					throw ex;
				}
				catch (Throwable ex) {
					this.lines.drop();
					this.failures.accept(ex);
				}
			}
		}
	}

	/**
	 * Writes when the series of a family began, as a family of its own.
	 * @param part which one
	 * @param view its series
	 * @throws IOException if the stream is broken
	 */
	void writeCreated(Part part, View view) throws IOException {
		Created created = part.frame(this.format).created();
		byte[] header = (created != null) ? created.header() : NONE;
		for (int i = 0; created != null && i < view.children().length; i++) {
			Meter meter = view.children()[i].meter();
			long moment = (meter != null) ? view.created(i, meter) : 0;
			if (moment != 0) {
				this.lines.write(header, header.length);
				header = NONE;
				created.write(this.lines, view.children()[i].labels(), moment);
			}
		}
	}

	private void series(Shape shape, byte[][] names, Child child, Meter meter, Readings readings, int index)
			throws IOException {
		switch (shape) {
			case COUNTER -> counter(names[0], child, (Counter) meter);
			case INFO -> {
				this.lines.begin(names[0], child.labels());
				this.lines.end(1L);
			}
			case GAUGE, FUNCTION_COUNTER -> value(names[0], child, readings.numbers()[2 * index]);
			case FUNCTION_TIMER ->
				countAndSum(names, child, (long) readings.numbers()[2 * index], readings.numbers()[2 * index + 1]);
			case LONG_TASK -> {
				HistogramSnapshot snapshot = readings.snapshots()[index];
				if (snapshot != null) {
					countAndSum(names, child, snapshot.count(), snapshot.total(TimeUnit.SECONDS));
				}
			}
			case TIMER_HISTOGRAM, SUMMARY_HISTOGRAM -> histogram(names, child, meter);
			case TIMER_QUANTILES, SUMMARY_QUANTILES -> {
				quantiles(names, child, readings.percentiles(index), shape == Shape.TIMER_QUANTILES);
				countAndSum(names, child, meter);
			}
			default -> countAndSum(names, child, meter);
		}
	}

	private void counter(byte[] name, Child child, Counter counter) throws IOException {
		ShownCounter ours = (counter instanceof ShownCounter shown) ? shown : null;
		// First, for none comes with what was before.
		Exemplar exemplar = (ours != null && this.open) ? ours.exemplar() : null;
		double count = (ours != null) ? ours.shown() : counter.count();
		if (exemplar == null) {
			value(name, child, count);
			return;
		}
		byte[] begin = ExemplarText.begin(exemplar);
		this.lines.keeps(name.length + child.labels().length, begin);
		value(name, child, count);
		this.lines.exemplar(exemplar, begin);
	}

	private void value(byte[] name, Child child, double value) throws IOException {
		this.lines.begin(name, child.labels());
		this.lines.end(value);
	}

	private void quantiles(byte[][] names, Child child, ValueAtPercentile[] values, boolean timer) throws IOException {
		Steps steps = child.steps();
		for (int i = 0; i < steps.size() && i < values.length; i++) {
			ValueAtPercentile value = values[steps.source(i)];
			this.lines.begin(names[0], child.labels(), steps.text(i));
			this.lines.end(timer ? value.value(TimeUnit.SECONDS) : value.value());
		}
	}

	private void histogram(byte[][] names, Child child, Meter meter) throws IOException {
		Steps steps = child.steps();
		byte[] labels = child.labels();
		Totals ours = shown(meter);
		double sum = sum(meter, ours);
		long[] totals = totals(child, meter, ours, steps.size());
		int same = names[0].length + labels.length - 2;
		Exemplars exemplars = (this.open && ours != null) ? ours.exemplars() : Exemplars.EMPTY;
		for (int i = 0; i < steps.size(); i++) {
			Exemplar exemplar = (exemplars.size() > 0) ? exemplar(exemplars, steps, i) : null;
			byte[] begin = (exemplar != null) ? ExemplarText.begin(exemplar) : NONE;
			boolean kept = exemplar == null || this.lines.keeps(same + steps.text(i).length, begin);
			if (i == 0 || labels.length == 1 || !kept || !this.lines.again(same, steps.text(i))) {
				this.lines.begin(names[0], labels, steps.text(i));
			}
			this.lines.end(totals[i]);
			if (exemplar != null) {
				this.lines.exemplar(exemplar, begin);
			}
		}
		this.lines.begin(names[1], labels);
		this.lines.end(totals[steps.size() - 1]);
		sum(names[2], child, sum);
	}

	private static @Nullable Exemplar exemplar(Exemplars exemplars, Steps steps, int step) {
		return exemplars.get((step > 0) ? steps.value(step - 1) : Double.NEGATIVE_INFINITY, steps.value(step));
	}

	// Cumulative. Micrometer has no count above all bounds: that of all is taken there,
	// and read before those of the buckets, as Micrometer does.
	private long[] totals(Child child, Meter meter, @Nullable Totals ours, int size) {
		if (this.totals.length <= size) {
			this.totals = new long[size + 1];
		}
		long[] totals = this.totals;
		if (ours != null) {
			ours.counts(totals);
			for (int i = 1; i < size; i++) {
				totals[i] += totals[i - 1];
			}
			return totals;
		}
		long count = count(meter, null);
		int known = read(child, meter, totals, size);
		for (int i = known; i < size; i++) {
			totals[i] = Math.max((i > 0) ? totals[i - 1] : 0, count);
		}
		return totals;
	}

	private static int read(Child child, Meter meter, long[] totals, int size) {
		AtomicLongArray counts = child.counts();
		CountAtBucket[] snapshot = (counts != null) ? NO_BUCKETS : Child.buckets(meter);
		int known = Math.min((counts != null) ? counts.length() : snapshot.length, size);
		long total = 0;
		for (int i = 0; i < known; i++) {
			total = (counts != null) ? total + counts.get(i) : (long) snapshot[i].count();
			totals[i] = total;
		}
		return known;
	}

	private void countAndSum(byte[][] names, Child child, Meter meter) throws IOException {
		Totals ours = shown(meter);
		countAndSum(names, child, count(meter, ours), sum(meter, ours));
	}

	// The last two names of a summary.
	private void countAndSum(byte[][] names, Child child, long count, double sum) throws IOException {
		this.lines.begin(names[names.length - 2], child.labels());
		this.lines.end(count);
		sum(names[names.length - 1], child, sum);
	}

	private void sum(byte[] name, Child child, double sum) throws IOException {
		if (!Double.isNaN(sum)) {
			this.lines.begin(name, child.labels());
			// A whole number is written as fast as it is looked up.
			byte[] known = (sum != (long) sum) ? child.sum(sum) : null;
			end(sum, known);
		}
	}

	private void max(Child child, double max) {
		end(max, (max != (long) max) ? child.max(max) : null);
	}

	private void end(double value, byte @Nullable [] known) {
		if (known != null) {
			this.lines.end(known);
		}
		else {
			this.lines.end(value);
		}
	}

	private static @Nullable Totals shown(Meter meter) {
		return (meter instanceof Distribution ours) ? ours.shown() : null;
	}

	private static long count(Meter meter, @Nullable Totals ours) {
		return (ours != null) ? ours.recorded()
				: (meter instanceof Timer timer) ? timer.count() : ((DistributionSummary) meter).count();
	}

	private static double sum(Meter meter, @Nullable Totals ours) {
		return (ours != null) ? ours.sum()
				: (meter instanceof Timer timer)
						? TimeUtils.nanosToUnit(timer.totalTime(TimeUnit.NANOSECONDS), TimeUnit.SECONDS)
						: ((DistributionSummary) meter).totalAmount();
	}

	private static double max(Meter meter, Readings readings, int index) {
		if (meter instanceof Timer timer) {
			return TimeUtils.nanosToUnit(timer.max(TimeUnit.NANOSECONDS), TimeUnit.SECONDS);
		}
		if (meter instanceof DistributionSummary summary) {
			return summary.max();
		}
		return readings.snapshots()[index].max(TimeUnit.SECONDS);
	}

}
