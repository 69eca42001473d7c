package io.sightglass.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.sightglass.registry.SeriesLimiter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;

/**
 * Gives the composite that Boot puts in front of several registries a series limiter.
 * Boot applies filters to the registries behind it only; without one the composite would
 * keep every value that ever came, and Boot's limits of URIs, which do apply to it, would
 * lose samples.
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
			List<MeterFilter> others = this.filters.orderedStream().filter((filter) -> filter != this.limiter).toList();
			registry.config().meterFilter(new Front(others, this.limiter.sibling()));
		}
	}

	/**
	 * Asks the filters what the registries behind will make of an id. All ids of which
	 * they make the same are one meter of the composite, whose id they are asked for once
	 * more: that of the first, with the values of the result where the filters leave
	 * those alone.
	 */
	private static final class Front implements MeterFilter {

		private final Map<Meter.Id, Meter.Id> firsts = new ConcurrentHashMap<>();

		private final List<MeterFilter> others;

		private final SeriesLimiter limiter;

		Front(List<MeterFilter> others, SeriesLimiter limiter) {
			this.others = others;
			this.limiter = limiter;
		}

		@Override
		public Meter.Id map(Meter.Id id) {
			Meter.Id result = this.limiter.map(mapped(id));
			Meter.Id known = this.firsts.get(result);
			return (known != null) ? known : this.firsts.computeIfAbsent(result, (key) -> first(id, key));
		}

		private Meter.Id first(Meter.Id id, Meter.Id result) {
			Meter.Id shown = id.replaceTags(id.getTags().stream().map((tag) -> valueOf(tag, result)).toList());
			return mapped(shown).equals(result) ? shown : id;
		}

		private Meter.Id mapped(Meter.Id id) {
			Meter.Id mapped = id;
			for (MeterFilter filter : this.others) {
				mapped = filter.map(mapped);
			}
			return mapped;
		}

		private static Tag valueOf(Tag tag, Meter.Id result) {
			String value = result.getTag(tag.getKey());
			return (value != null) ? Tag.of(tag.getKey(), value) : tag;
		}

	}

}
