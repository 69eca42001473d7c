package io.sightglass.registry.limit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.registry.internal.table.TagTable;
import org.jspecify.annotations.Nullable;

/**
 * The series of all meter names of a registry, and how large their scrape is.
 */
final class AllSeries {

	private static final int MOST_UNUSED = 1000;

	private final SeriesLimits limits;

	private final BoundedTags folded;

	private final LimitCounters counters;

	// Of each registry: the largest one counts.
	private final List<ScrapeSize> sizes = new CopyOnWriteArrayList<>();

	private final AtomicBoolean watching = new AtomicBoolean();

	private volatile TagTable<MeterSeries> byName = new TagTable<>();

	AllSeries(SeriesLimits limits, BoundedTags folded, LimitCounters counters) {
		this.limits = limits;
		this.folded = folded;
		this.counters = counters;
	}

	/**
	 * From now on the meters of a registry that come and go are heard of.
	 * @param registry the registry
	 */
	void watch(MeterRegistry registry) {
		ScrapeSize size = new ScrapeSize(this.limits);
		this.sizes.add(size);
		registry.getMeters().forEach((meter) -> added(meter, size));
		registry.config().onMeterAdded((meter) -> added(meter, size)).onMeterRemoved((meter) -> removed(meter, size));
		this.watching.set(true);
		this.folded.watch();
	}

	boolean isFull() {
		return any(ScrapeSize::isFull);
	}

	boolean isCrowded() {
		return any(ScrapeSize::isCrowded);
	}

	private boolean any(Predicate<ScrapeSize> question) {
		for (ScrapeSize size : this.sizes) {
			if (question.test(size)) {
				return true;
			}
		}
		return false;
	}

	@Nullable MeterSeries get(String name) {
		return this.byName.get(name);
	}

	MeterSeries of(String name) {
		return this.byName.putIfAbsent(new MeterSeries(name, this.folded, this.counters, this.limits.seriesPerMeter(),
				this.watching, this::isCrowded), name);
	}

	@Nullable MeterSeries known(Meter.Id id) {
		MeterSeries series = get(id.getName());
		return (series != null) ? series.known(id.getType()) : null;
	}

	private void added(Meter meter, ScrapeSize size) {
		MeterSeries series = get(meter.getId().getName());
		if (series != null) {
			series.of(meter.getId().getType()).added(meter);
		}
		size.added(meter);
	}

	private void removed(Meter meter, ScrapeSize size) {
		MeterSeries series = known(meter.getId());
		if (series != null) {
			series.removed(meter);
		}
		size.removed(meter);
		if (this.byName.size() > 2 * size.names() + MOST_UNUSED) {
			forgetUnused();
		}
	}

	// Names that come and go without end would stay here for ever.
	private synchronized void forgetUnused() {
		TagTable<MeterSeries> used = new TagTable<>();
		this.byName.forEach((series) -> {
			if (isUsed(series.meter())) {
				used.putIfAbsent(series, series.meter());
			}
		});
		this.byName = used;
		this.folded.forgetUnused(this::isUsed);
	}

	private boolean isUsed(String name) {
		return any((size) -> size.has(name));
	}

}
