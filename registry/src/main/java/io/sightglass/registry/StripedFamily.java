package io.sightglass.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.sightglass.registry.internal.scrape.NativeRequest;
import io.sightglass.registry.internal.scrape.Sampled;
import org.jspecify.annotations.Nullable;

/**
 * The counters, the timers, or the distribution summaries of one name:
 *
 * <pre>
 * # TYPE orders_seconds histogram
 * orders_seconds_bucket{country="de",le="0.1"} 3
 * orders_seconds_bucket{country="de",le="+Inf"} 4
 * orders_seconds_count{country="de"} 4
 * orders_seconds_sum{country="de"} 0.37
 * # TYPE orders_seconds_max gauge
 * orders_seconds_max{country="de"} 0.21
 * </pre>
 *
 * If only some of them have buckets, the others have the one that takes everything.
 * <p>
 * Micrometer's collector would keep a function and two lists for each of them. It has a
 * stand-in for all of ours instead, with the tags of one that is there, so that it goes
 * with the last one.
 */
final class StripedFamily implements MultiCollector, Sampled {

	private static final Row MICROMETERS = Row
		.ofMicrometer(new Meter.Id("", Tags.empty(), null, null, Meter.Type.OTHER));

	private final String name;

	private final BooleanSupplier descriptions;

	private final BooleanSupplier classicToo;

	// Of the kind of Micrometer's own map: the help is that of the first meter in it.
	private final Map<Meter.Id, Row> rows = new ConcurrentHashMap<>();

	private final AtomicInteger ofMicrometer = new AtomicInteger();

	// Stays where it is, so that removing all of them looks at each place once.
	private Iterator<Row> following = Collections.emptyIterator();

	private Meter.@Nullable Id standIn;

	private List<String> names = List.of();

	private volatile @Nullable MultiCollector micrometers;

	/**
	 * A family.
	 * @param name its name
	 * @param descriptions whether there are descriptions
	 * @param classicToo whether native histograms have classic buckets beside
	 */
	StripedFamily(String name, BooleanSupplier descriptions, BooleanSupplier classicToo) {
		this.name = name;
		this.descriptions = descriptions;
		this.classicToo = classicToo;
	}

	/**
	 * Takes in what Micrometer has under the same name, such as a function timer.
	 * @param collector Micrometer's collector
	 * @return whether it is the first one
	 */
	boolean surround(MultiCollector collector) {
		boolean first = this.micrometers == null;
		this.micrometers = collector;
		return first;
	}

	void add(Row row) {
		if (!row.isOurs()) {
			this.ofMicrometer.addAndGet((this.rows.put(row.id(), MICROMETERS) != MICROMETERS) ? 1 : 0);
			return;
		}
		Row kept = row.sharing(this.names);
		this.rows.put(row.id(), kept);
		this.names = kept.names();
		this.standIn = (this.standIn != null) ? this.standIn : row.id();
	}

	/**
	 * The id under which Micrometer is to know a meter of ours.
	 * @param id a meter's id
	 * @return the same, or one that Micrometer has for another one of ours
	 */
	Meter.Id standIn(Meter.Id id) {
		return (this.standIn != null) ? id.replaceTags(this.standIn.getTagsAsIterable()) : id;
	}

	/**
	 * Removes a meter.
	 * @param id its id
	 * @return whether it stood in for others, and another one of ours has to
	 */
	boolean remove(Meter.Id id) {
		this.ofMicrometer.addAndGet((this.rows.remove(id) == MICROMETERS) ? -1 : 0);
		if (this.standIn == null || !this.standIn.equals(id)) {
			return false;
		}
		this.standIn = following();
		if (this.standIn == null) {
			this.following = this.rows.values().iterator();
			this.standIn = following();
		}
		return this.standIn != null;
	}

	private Meter.@Nullable Id following() {
		while (this.following.hasNext()) {
			Row row = this.following.next();
			if (row.isOurs() && this.rows.get(row.id()) == row) {
				return row.id();
			}
		}
		return null;
	}

	boolean isEmpty() {
		return this.rows.isEmpty();
	}

	@Override
	public MetricSnapshots collect() {
		return collect(false);
	}

	@Override
	@SuppressWarnings("NullAway") // The original allows a request that is null.
	public MetricSnapshots collect(@Nullable PrometheusScrapeRequest request) {
		return collect(request instanceof NativeRequest);
	}

	private MetricSnapshots collect(boolean natives) {
		MultiCollector around = this.micrometers;
		MetricSnapshots others = (around != null) ? around.collect() : new MetricSnapshots();
		List<Map.Entry<Meter.Id, Row>> known = List.copyOf(this.rows.entrySet());
		List<Row> all = known.stream().map(Map.Entry::getValue).filter(Row::isOurs).toList();
		return all.isEmpty() ? others : collect(help(known.get(0).getKey()), all, others, natives);
	}

	@Override
	public @Nullable MultiCollector sample(Set<Meter.Id> ids) {
		return (this.ofMicrometer.get() > 0) ? null : () -> {
			Iterator<Meter.Id> first = this.rows.keySet().iterator();
			List<Row> some = ids.stream().map(this.rows::get).filter((row) -> row != null && row.isOurs()).toList();
			return (some.isEmpty() || !first.hasNext()) ? new MetricSnapshots()
					: collect(help(first.next()), some, new MetricSnapshots(), false);
		};
	}

	private MetricSnapshots collect(String help, List<Row> all, MetricSnapshots others, boolean natives) {
		List<MetricSnapshot> families = new ArrayList<>();
		MetricMetadata metadata = new MetricMetadata(this.name, help, null);
		if (all.get(0).id().getType() == Meter.Type.COUNTER) {
			families.add(counters(metadata, all, others));
			others.stream().filter((other) -> !isNamed(other, this.name)).forEach(families::add);
			return new MetricSnapshots(families);
		}
		String max = this.name + "_max";
		families.add(family(metadata, all, others, natives));
		// Functions have no maximum.
		families.add(new GaugeSnapshot(new MetricMetadata(max, help(all.get(0).id()), null),
				all.stream().map(Row::max).toList()));
		others.stream().filter((other) -> !isNamed(other, this.name) && !isNamed(other, max)).forEach(families::add);
		return new MetricSnapshots(families);
	}

	private String help(Meter.Id first) {
		String description = first.getDescription();
		return (description != null && this.descriptions.getAsBoolean()) ? description : " ";
	}

	private MetricSnapshot counters(MetricMetadata metadata, List<Row> all, MetricSnapshots others) {
		Stream<CounterDataPointSnapshot> functions = others.stream()
			.filter((other) -> isNamed(other, this.name))
			.filter(CounterSnapshot.class::isInstance)
			.flatMap((counters) -> ((CounterSnapshot) counters).getDataPoints().stream());
		return new CounterSnapshot(metadata, Stream.concat(all.stream().map(Row::counter), functions).toList());
	}

	private MetricSnapshot family(MetricMetadata metadata, List<Row> all, MetricSnapshots others, boolean natives) {
		Stream<SummaryDataPointSnapshot> functions = others.stream()
			.filter((other) -> isNamed(other, this.name))
			.filter(SummarySnapshot.class::isInstance)
			.flatMap((summary) -> ((SummarySnapshot) summary).getDataPoints().stream());
		Function<Row, HistogramDataPointSnapshot> histogram = natives
				? (row) -> row.nativeHistogram(this.classicToo.getAsBoolean()) : Row::histogram;
		if (all.stream().anyMatch((row) -> row.hasBuckets() || (natives && row.isNative()))) {
			return new HistogramSnapshot(metadata,
					Stream.concat(all.stream().map(histogram), functions.map(Row::histogram)).toList());
		}
		return new SummarySnapshot(metadata, Stream.concat(all.stream().map(Row::summary), functions).toList());
	}

	private static boolean isNamed(MetricSnapshot snapshot, String name) {
		return snapshot.getMetadata().getName().equals(name);
	}

}
