package io.sightglass.registry.limit;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.sightglass.registry.catalogue.SelfMeter;
import io.sightglass.registry.internal.limit.TextLimit;
import io.sightglass.registry.internal.log.SafeLog;
import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the series of every meter bounded without losing a sample: a tag value beyond the
 * limit becomes "other", and all that is recorded with it goes to that series. A denied
 * meter would lose its samples and cost a lock at every recording. What does not add up
 * (gauges, functions, meters of one's own) never becomes "other": it is left out beyond
 * the limit of series, which is counted and logged once.
 *
 * <p>
 * Micrometer remembers the ids that it has registered and asks no filter for them again,
 * so that known values pay nothing. What is kept stays kept until the last meter that has
 * it is removed.
 *
 * <pre>
 * sightglass_series 312.0
 * sightglass_series_folded_total{meter="orders.placed",tag="customer"} 7531.0
 * sightglass_series_refused_total{meter="kafka.consumer.lag"} 12.0
 * </pre>
 */
public final class SeriesLimiter implements MeterFilter {

	private static final SafeLog logger = SafeLog.of(SeriesLimiter.class);

	private static final String SELF = "sightglass.";

	private final SeriesLimits limits;

	private final String prefix;

	private final BoundedTags folded;

	private final LimitCounters counters;

	private final AllSeries meters;

	private final boolean queries;

	private final TextLimit texts;

	private final SeriesGauge live;

	private final Set<String> logged = ConcurrentHashMap.newKeySet();

	private final List<MeterRegistry> watched = new CopyOnWriteArrayList<>();

	private volatile @Nullable Predicate<Meter.Id> refused;

	/**
	 * A series limiter.
	 * @param limits what is kept
	 * @param prefix what stands before the names of Sightglass's own meters, or the empty
	 * string
	 */
	public SeriesLimiter(SeriesLimits limits, String prefix) {
		this(limits, prefix, false);
	}

	/**
	 * A series limiter.
	 * @param limits what is kept
	 * @param prefix what stands before the names of Sightglass's own meters, or the empty
	 * string
	 * @param queries whether URIs among the values keep their queries and user
	 * information
	 */
	public SeriesLimiter(SeriesLimits limits, String prefix, boolean queries) {
		this(Objects.requireNonNull(limits, "limits"), prefix.isEmpty() ? "" : prefix + ".", queries,
				new BoundedTags(limits), null);
	}

	private SeriesLimiter(SeriesLimits limits, String prefix, boolean queries, BoundedTags folded,
			@Nullable LimitCounters counters) {
		this.limits = limits;
		this.prefix = prefix;
		this.folded = folded;
		this.counters = (counters != null) ? counters : new LimitCounters(prefix);
		this.meters = new AllSeries(limits, folded, this.counters);
		this.queries = queries;
		this.texts = new TextLimit(queries, this::cut);
		this.live = new SeriesGauge(prefix);
	}

	/**
	 * A limiter for a registry in front of the limited ones, such as a composite: the
	 * same values are kept there, whereas series are counted apart because common tags
	 * come later.
	 * @return the other limiter
	 */
	public SeriesLimiter sibling() {
		return new SeriesLimiter(this.limits, this.prefix, this.queries, this.folded, this.counters);
	}

	@Override
	public Meter.Id map(Meter.Id given) {
		this.live.show();
		Meter.Id id = asOther(given, this.texts.bound(given));
		MeterSeries known = this.meters.get(id.getName());
		if (isRefused(id) || (known == null && (isOwn(id.getName()) || this.meters.isCrowded()))) {
			return id;
		}
		return ((known != null) ? known : this.meters.of(id.getName())).of(id.getType()).bound(id);
	}

	/**
	 * Counts a text of an id that was too long.
	 * @param meter the meter's name
	 * @param what what of it
	 */
	public void cut(String meter, String what) {
		this.counters.count(SelfMeter.CUT, String.valueOf(meter), String.valueOf(what));
		if (this.logged.add(String.valueOf(what))) {
			logger.warn("Of the meter '" + meter + "' the " + what
					+ ("query".equals(what) ? " of a URI is left out"
							: " is longer than Prometheus may be set to take, and is cut")
					+ ". sightglass.series.cut counts all such, of which the first is logged.");
		}
	}

	private boolean isRefused(Meter.Id id) {
		Predicate<Meter.Id> refused = this.refused;
		try {
			return refused != null && refused.test(id);
		}
		catch (Throwable ex) {
			logger.debug("Whether a filter denies a meter cannot be known", ex);
			return false;
		}
	}

	/**
	 * Leaves alone what will be denied, which so takes no place and does not become
	 * "other".
	 * @param refused whether the application's filters deny an id; nothing if none does
	 */
	public void unless(@Nullable Predicate<Meter.Id> refused) {
		this.refused = refused;
	}

	@Override
	public MeterFilterReply accept(Meter.Id id) {
		if (isRefused(id)) {
			return MeterFilterReply.NEUTRAL;
		}
		MeterSeries series = this.meters.known(id);
		return (!refuses(id) && (series == null || series.admits(id))) ? MeterFilterReply.NEUTRAL
				: MeterFilterReply.DENY;
	}

	/**
	 * Whether the scrape is too large for a new id, whatever another filter says.
	 * @param id the id
	 * @return true also for one that has too long a name
	 */
	public boolean refuses(Meter.Id id) {
		boolean known = this.meters.known(id) != null;
		// The last places are for what stands for others of the names that there are.
		boolean full = (known && !OwnOthers.standsAlone(id.getType())) ? this.meters.isFull() : this.meters.isCrowded();
		boolean refuses = TextLimit.isTooLong(id) || (full && !isOwn(id.getName()));
		if (refuses) {
			this.counters.count(SelfMeter.REFUSED, known ? id.getName() : BoundedValues.OTHER);
		}
		return refuses;
	}

	/**
	 * Whether a limiter has made this id of another one.
	 * @param id the id, as a limiter has returned it
	 * @return false also for one that had the value "other" from the start
	 */
	public static boolean hasBecomeOther(Meter.Id id) {
		return id instanceof OtherId;
	}

	/**
	 * What a filter behind a limiter has made of an id.
	 * @param before the id that it was given
	 * @param after the id that it made
	 * @return the second one, which has become "other" if the first one has
	 */
	public static Meter.Id asOther(Meter.Id before, Meter.Id after) {
		return (hasBecomeOther(before) && !hasBecomeOther(after)) ? new OtherId(after, after.getTagsAsIterable())
				: after;
	}

	/**
	 * Whether a meter stands for more than one set of tag values, so that nobody may
	 * remove it who had only one of them.
	 * @param id the meter's id
	 * @return whether one of its values is an "other" that came about here
	 */
	public boolean isShared(Meter.Id id) {
		MeterSeries series = this.meters.known(id);
		return series != null && series.isShared(id);
	}

	/**
	 * Sees the meters of a registry come and go, so that those that go leave their places
	 * to others.
	 * @param registry a registry that this is a filter of
	 */
	public void watch(MeterRegistry registry) {
		synchronized (this.watched) {
			if (this.watched.stream().anyMatch((known) -> known == registry)) {
				return;
			}
			this.watched.add(registry);
		}
		try {
			this.meters.watch(registry);
		}
		catch (Throwable ex) {
			logger.warn("Removed meters keep their places, for their registry cannot be watched", ex);
		}
	}

	/**
	 * Keeps the series of an id, also beyond the limits: somebody records into it whom no
	 * limit can lead to another one.
	 * @param id the id
	 */
	public void keep(Meter.Id id) {
		MeterSeries series = this.meters.get(id.getName());
		if (series != null) {
			series.of(id.getType()).keep(id);
		}
	}

	private boolean isOwn(String name) {
		return name.startsWith(SELF, this.prefix.length()) && name.startsWith(this.prefix);
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
		return (series != null) ? series.fold(this.texts, tags) : null;
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
	 * Publishes what became "other" or was left out, and how many series are live: the
	 * meters of the registry, each with one set of tag values.
	 * @param registry where to publish
	 */
	public void bindTo(MeterRegistry registry) {
		bindLater(registry);
		this.live.show();
	}

	/**
	 * Publishes the same with the first meter that is registered, so that filters and
	 * common tags may be added until then.
	 * @param registry where to publish
	 */
	public void bindLater(MeterRegistry registry) {
		this.counters.bindTo(registry);
		if (!(registry instanceof CompositeMeterRegistry)) {
			watch(registry);
		}
		this.live.showLater(registry);
	}

}
