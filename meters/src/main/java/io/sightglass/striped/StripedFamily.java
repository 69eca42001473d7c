package io.sightglass.striped;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The timers, or the distribution summaries, of one name:
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
 */
final class StripedFamily implements MultiCollector {

	private final String name;

	private final BooleanSupplier descriptions;

	// Of the kind of Micrometer's own map: the help is that of the first meter in it.
	private final Map<Meter.Id, Row> rows = new ConcurrentHashMap<>();

	private final Set<Meter.Id> others = new HashSet<>();

	private volatile @Nullable MultiCollector micrometers;

	StripedFamily(String name, BooleanSupplier descriptions) {
		this.name = name;
		this.descriptions = descriptions;
	}

	/**
	 * Takes in what Micrometer has under the same name, such as a function timer.
	 * @param collector Micrometer's collector
	 */
	void surround(MultiCollector collector) {
		this.micrometers = collector;
	}

	void add(Row row) {
		this.rows.put(row.id(), row);
	}

	/**
	 * Notes a meter that Micrometer's collector has.
	 * @param id its id
	 */
	void addOther(Meter.Id id) {
		this.others.add(id);
	}

	void remove(Meter.Id id) {
		this.rows.remove(id);
		this.others.remove(id);
	}

	boolean isEmpty() {
		return this.rows.isEmpty() && this.others.isEmpty();
	}

	@Override
	public MetricSnapshots collect() {
		MultiCollector around = this.micrometers;
		MetricSnapshots others = (around != null) ? around.collect() : new MetricSnapshots();
		List<Row> all = List.copyOf(this.rows.values());
		if (all.isEmpty()) {
			return others;
		}
		String description = all.get(0).id().getDescription();
		String help = (description != null && this.descriptions.getAsBoolean()) ? description : " ";
		List<MetricSnapshot> families = new ArrayList<>();
		families.add(family(new MetricMetadata(this.name, help, null), all, others));
		families.add(new GaugeSnapshot(new MetricMetadata(this.name + "_max", help, null),
				all.stream().map(Row::max).toList()));
		others.stream().filter((other) -> !isOurs(other)).forEach(families::add);
		return new MetricSnapshots(families);
	}

	private MetricSnapshot family(MetricMetadata metadata, List<Row> all, MetricSnapshots others) {
		Stream<SummaryDataPointSnapshot> functions = others.stream()
			.filter(this::isOurs)
			.filter(SummarySnapshot.class::isInstance)
			.flatMap((summary) -> ((SummarySnapshot) summary).getDataPoints().stream());
		if (all.stream().anyMatch(Row::hasBuckets)) {
			return new HistogramSnapshot(metadata,
					Stream.concat(all.stream().map(Row::histogram), functions.map(Row::histogram)).toList());
		}
		return new SummarySnapshot(metadata, Stream.concat(all.stream().map(Row::summary), functions).toList());
	}

	private boolean isOurs(MetricSnapshot other) {
		String found = other.getMetadata().getName();
		return found.equals(this.name) || found.equals(this.name + "_max");
	}

}
