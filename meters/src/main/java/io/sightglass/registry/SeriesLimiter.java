package io.sightglass.registry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.sightglass.tag.TagTable;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the series of every meter bounded without losing a sample: a tag value beyond the
 * limit becomes "other", and all that is recorded with it goes to that series. It maps
 * and never denies; a denied meter loses its samples and costs a lock at every recording.
 *
 * <p>
 * Micrometer remembers the ids that it has registered and asks no filter for them again,
 * so that known values pay nothing. What is kept stays kept: values of removed meters
 * keep their place, and no series changes its meaning while the application runs.
 *
 * <pre>
 * sightglass_series 312.0
 * sightglass_series_folded_total{meter="orders.placed",tag="customer"} 7531.0
 * </pre>
 */
public final class SeriesLimiter implements MeterFilter {

	private static final String SELF = "sightglass.";

	private final SeriesLimits limits;

	private final String prefix;

	private final FoldedTags folded;

	private final TagTable<MeterSeries> meters = new TagTable<>();

	/**
	 * A series limiter.
	 * @param limits what is kept
	 * @param prefix what stands before the names of Sightglass's own meters, or the empty
	 * string
	 */
	public SeriesLimiter(SeriesLimits limits, String prefix) {
		this(limits, prefix.isEmpty() ? "" : prefix + ".", null);
	}

	private SeriesLimiter(SeriesLimits limits, String prefix, @Nullable FoldedTags folded) {
		this.limits = limits;
		this.prefix = prefix;
		this.folded = (folded != null) ? folded : new FoldedTags(limits, prefix);
	}

	/**
	 * A limiter for a registry in front of the limited ones, such as a composite: the
	 * same values are kept there, whereas series are counted apart because common tags
	 * come later.
	 * @return the other limiter
	 */
	public SeriesLimiter sibling() {
		return new SeriesLimiter(this.limits, this.prefix, this.folded);
	}

	@Override
	public Meter.Id map(Meter.Id id) {
		String name = id.getName();
		MeterSeries known = this.meters.get(name);
		if (known != null) {
			return known.bound(id);
		}
		return isOwn(name) ? id : series(name).bound(id);
	}

	private boolean isOwn(String name) {
		return name.startsWith(SELF, this.prefix.length()) && name.startsWith(this.prefix);
	}

	private MeterSeries series(String name) {
		MeterSeries series = new MeterSeries(name, this.folded, this.limits.seriesPerMeter());
		return this.meters.putIfAbsent(series, name);
	}

	/**
	 * What a registry may look up in place of the tags that it was asked for, so that it
	 * need not build an id for the same answer. Only tags that were over their limit
	 * before are considered.
	 * @param meter the meter's name
	 * @param tags keys and values in turn
	 * @return the tags with "other" in them, nothing where all values are kept
	 */
	public String @Nullable [] fold(String meter, String... tags) {
		MeterSeries series = this.meters.get(meter);
		return (series != null) ? series.fold(tags) : null;
	}

	/**
	 * Counts what became "other" that way.
	 * @param meter the meter's name
	 * @param tags keys and values in turn
	 * @param folded the same with "other" in them
	 */
	public void count(String meter, String[] tags, String[] folded) {
		MeterSeries series = this.meters.get(meter);
		if (series != null) {
			series.count(tags, folded);
		}
	}

	/**
	 * Publishes what became "other", and how many series are live: the meters of the
	 * registry, each with one set of tag values.
	 * @param registry where to publish
	 */
	public void bindTo(MeterRegistry registry) {
		this.folded.bindTo(registry);
		Gauge.builder(this.prefix + SelfMeter.SERIES.getName(), registry, (live) -> live.getMeters().size())
			.description(SelfMeter.SERIES.spec().description())
			.register(registry);
	}

}
