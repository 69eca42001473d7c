package io.sightglass.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.sightglass.registry.SeriesLimiter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;

/**
 * Gives the composite that Boot puts in front of several registries a series limiter.
 * Boot applies filters to the registries behind it only, so this one asks them all what
 * they will make of an id, and takes over the values but neither names nor further tags.
 * Without it the composite would keep every value that ever came, and Boot's limits of
 * URIs, which do apply to it, would lose samples.
 */
final class CompositeGuard implements MeterRegistryCustomizer<CompositeMeterRegistry> {

	private static final String BOOTS_COMPOSITE = "AutoConfiguredCompositeMeterRegistry";

	private final SeriesLimiter limiter;

	private final ObjectProvider<MeterFilter> filters;

	CompositeGuard(SeriesLimiter limiter, ObjectProvider<MeterFilter> filters) {
		this.limiter = limiter;
		this.filters = filters;
	}

	@Override
	public void customize(CompositeMeterRegistry registry) {
		if (registry.getClass().getSimpleName().equals(BOOTS_COMPOSITE)) {
			Stream<MeterFilter> others = this.filters.orderedStream().filter((filter) -> filter != this.limiter);
			List<MeterFilter> behind = Stream.concat(others, Stream.of(this.limiter.sibling())).toList();
			registry.config().meterFilter(new MeterFilter() {
				@Override
				public Meter.Id map(Meter.Id id) {
					return withValues(id, behind);
				}
			});
		}
	}

	private static Meter.Id withValues(Meter.Id id, List<MeterFilter> behind) {
		Meter.Id mapped = id;
		for (MeterFilter filter : behind) {
			mapped = filter.map(mapped);
		}
		Meter.Id result = mapped;
		return id.replaceTags(id.getTags().stream().map((tag) -> valueOf(tag, result)).toList());
	}

	private static Tag valueOf(Tag tag, Meter.Id mapped) {
		String value = mapped.getTag(tag.getKey());
		return (value != null) ? Tag.of(tag.getKey(), value) : tag;
	}

}
