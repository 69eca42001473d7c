package io.sightglass.registry.limit;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.HistogramSupport;
import io.sightglass.registry.internal.log.SafeLog;
import io.sightglass.registry.internal.text.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * How large the scrape of all meters is: its samples, and at most so many bytes. The last
 * tenth is for what stands for others.
 */
final class ScrapeSize {

	private static final SafeLog logger = SafeLog.of(ScrapeSize.class);

	// A suffix, a bound, a number and what stands between them.
	private static final int LINE = 64;

	private final SeriesLimits limits;

	private final AtomicLong samples = new AtomicLong();

	private final AtomicLong bytes = new AtomicLong();

	private final Map<String, Integer> names = new ConcurrentHashMap<>();

	private final AtomicBoolean logged = new AtomicBoolean();

	ScrapeSize(SeriesLimits limits) {
		this.limits = limits;
	}

	boolean isFull() {
		return this.samples.get() >= this.limits.samples() || this.bytes.get() >= this.limits.bytes();
	}

	/**
	 * Whether only what stands for others has room.
	 * @return true from nine tenths of a limit on
	 */
	boolean isCrowded() {
		return this.samples.get() >= nineTenths(this.limits.samples())
				|| this.bytes.get() >= nineTenths(this.limits.bytes());
	}

	private static long nineTenths(long limit) {
		return limit - limit / 10;
	}

	int names() {
		return this.names.size();
	}

	boolean has(String name) {
		return this.names.containsKey(name);
	}

	void added(Meter meter) {
		boolean first = this.names.merge(meter.getId().getName(), 1, Integer::sum) == 1;
		add(meter, first, 1);
		if (isCrowded() && this.logged.compareAndSet(false, true)) {
			logger.warn("The scrape has " + this.samples + " samples in " + this.bytes
					+ " bytes, near its limit (with Spring: sightglass.cardinality.max-scrape-samples and "
					+ "max-scrape-size). From now on new values of counters, timers and summaries are counted under "
					+ "other, and new names and gauges are left out, which sightglass.series.refused counts.");
		}
	}

	@SuppressWarnings("NullAway") // Nothing takes the name away.
	void removed(Meter meter) {
		boolean last = this.names.computeIfPresent(meter.getId().getName(),
				(name, meters) -> (meters > 1) ? meters - 1 : null) == null;
		add(meter, last, -1);
	}

	private void add(Meter meter, boolean withHelp, int times) {
		long samples = samples(meter);
		Meter.Id id = meter.getId();
		long name = Utf8.bytes(id.getName()) + length(id.getBaseUnit());
		long line = LINE + name;
		for (Tag tag : id.getTagsAsIterable()) {
			line += Utf8.bytes(tag.getKey()) + Utf8.escapedBytes(tag.getValue());
			line += "=\"\",".length();
		}
		// Of timers and summaries their maximum has one, too.
		long help = withHelp ? 2 * (3 * (name + LINE) + length(id.getDescription())) : 0;
		this.samples.addAndGet(times * samples);
		this.bytes.addAndGet(times * (samples * line + help));
	}

	private static long length(@Nullable String text) {
		return (text != null) ? Utf8.escapedBytes(text) : 0;
	}

	private static long samples(Meter meter) {
		try {
			return written(meter);
		}
		catch (Throwable ex) {
			// The application's own, which the scrape cannot read either.
			return 1;
		}
	}

	private static long written(Meter meter) {
		if (meter instanceof HistogramSupport distribution) {
			HistogramSnapshot snapshot = distribution.takeSnapshot();
			int buckets = snapshot.histogramCounts().length;
			// The one that takes everything, count, sum and maximum.
			return (long) snapshot.percentileValues().length + buckets + ((buckets > 0) ? 4 : 3);
		}
		if (meter instanceof FunctionTimer) {
			return 2;
		}
		return (meter.getId().getType() == Meter.Type.OTHER) ? measurements(meter) : 1;
	}

	// Nobody may be asked for the measurements yet: the meter's owner may still be made.
	private static long measurements(Meter meter) {
		return (meter.measure() instanceof Collection<?> known) ? known.size() : 1;
	}

}
