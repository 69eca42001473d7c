package io.sightglass.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.failure.SafeFilter;
import io.sightglass.registry.failure.SafeTags;
import io.sightglass.registry.limit.DenyingFilters;
import io.sightglass.registry.limit.SeriesLimiter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;

/**
 * Gives the composite that Boot puts in front of several registries a series limiter.
 * Boot applies filters to the registries behind it only; without one the composite would
 * keep every value that ever came, and Boot's limits of URIs, which do apply to it, would
 * lose samples.
 */
final class CompositeLimiter implements MeterRegistryCustomizer<CompositeMeterRegistry> {

	private static final String BOOTS_COMPOSITE = "AutoConfiguredCompositeMeterRegistry";

	private final SeriesLimiter limiter;

	private final ObjectProvider<MeterFilter> filters;

	private final String prefix;

	CompositeLimiter(SeriesLimiter limiter, ObjectProvider<MeterFilter> filters, SightglassProperties properties) {
		this.limiter = limiter;
		this.filters = filters;
		this.prefix = properties.prefix();
	}

	@Override
	public void customize(CompositeMeterRegistry registry) {
		if (registry.getClass().getSimpleName().equals(BOOTS_COMPOSITE)) {
			Failures failures = new Instruments(registry, this.prefix).failures();
			DenyingFilters denying = new DenyingFilters();
			List<MeterFilter> others = this.filters.orderedStream().filter((filter) -> filter != this.limiter).toList();
			others.forEach(denying::add);
			SeriesLimiter limiter = this.limiter.sibling();
			limiter.unless(denying::denies);
			Front front = new Front(new SafeTags(failures),
					others.stream().<MeterFilter>map((filter) -> new SafeFilter(filter, failures)).toList(), denying,
					limiter);
			registry.config().meterFilter(front).onMeterRemoved(front::forget);
			front.limiter.watch(registry);
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

		private final SafeTags tags;

		private final List<MeterFilter> others;

		private final DenyingFilters denying;

		private final SeriesLimiter limiter;

		Front(SafeTags tags, List<MeterFilter> others, DenyingFilters denying, SeriesLimiter limiter) {
			this.tags = tags;
			this.others = others;
			this.denying = denying;
			this.limiter = limiter;
		}

		@Override
		public Meter.Id map(Meter.Id id) {
			Meter.Id sound = this.tags.map(id);
			Meter.Id result = this.limiter.map(mapped(sound));
			Meter.Id known = this.firsts.get(result);
			return (known != null) ? known : this.firsts.computeIfAbsent(result, (key) -> first(sound, key));
		}

		@Override
		public MeterFilterReply accept(Meter.Id id) {
			// What no registry takes needs no place here, and has not become "other".
			return (!SeriesLimiter.hasBecomeOther(id) && this.denying.denies(id)) ? MeterFilterReply.DENY
					: this.limiter.accept(id);
		}

		private void forget(Meter removed) {
			this.firsts.values().removeIf(removed.getId()::equals);
		}

		private Meter.Id first(Meter.Id id, Meter.Id result) {
			Meter.Id shown = id.replaceTags(id.getTags().stream().map((tag) -> valueOf(tag, result)).toList());
			return SeriesLimiter.asOther(result, mapped(shown).equals(result) ? shown : id);
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
