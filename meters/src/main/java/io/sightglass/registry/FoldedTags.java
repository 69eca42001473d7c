package io.sightglass.registry;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.common.util.internal.logging.InternalLogger;
import io.micrometer.common.util.internal.logging.InternalLoggerFactory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.tag.TagTable;

/**
 * The tags of all meters as limiters see them, and those among them that fold, published
 * as {@code sightglass.series.folded}.
 */
final class FoldedTags {

	private static final InternalLogger logger = InternalLoggerFactory.getInstance(FoldedTags.class);

	private final SeriesLimits limits;

	private final String prefix;

	private final Map<String, TagTable<GuardedTag>> tags = new ConcurrentHashMap<>();

	private final Map<SeriesLimits.Shared, KeptValues> shared = new ConcurrentHashMap<>();

	private final List<GuardedTag> folding = new CopyOnWriteArrayList<>();

	private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

	FoldedTags(SeriesLimits limits, String prefix) {
		this.limits = limits;
		this.prefix = prefix;
	}

	TagTable<GuardedTag> of(String meter) {
		return this.tags.computeIfAbsent(meter, (name) -> new TagTable<>());
	}

	GuardedTag create(String meter, String key) {
		SeriesLimits.Shared group = this.limits.shared(meter, key);
		KeptValues values = (group != null) ? this.shared.computeIfAbsent(group, this::shared)
				: new KeptValues(this.limits.values(meter, key));
		return new GuardedTag(meter, key, values);
	}

	private KeptValues shared(SeriesLimits.Shared group) {
		int own = this.limits.values(group.meterPrefix(), group.tag());
		return new KeptValues(Math.min(own, group.total() - 1));
	}

	void fold(GuardedTag tag) {
		if (tag.fold()) {
			this.folding.add(tag);
			this.registries.forEach((registry) -> publish(tag, registry));
		}
	}

	// In either order of a fold and a binding, one of the two sees the other; counting in
	// the same counter twice is refused. No lock, for registering takes the registry's.
	void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.folding.forEach((tag) -> publish(tag, registry));
	}

	// Runs inside somebody's recording, which it must not break. A plain counter, for the
	// families count what they fold themselves in the same one.
	private void publish(GuardedTag tag, MeterRegistry registry) {
		List<String> keys = SelfMeter.FOLDED.spec().keys();
		try {
			tag.countIn(Counter.builder(this.prefix + SelfMeter.FOLDED.getName())
				.description(SelfMeter.FOLDED.spec().description())
				.tag(keys.get(0), tag.meter())
				.tag(keys.get(1), tag.key())
				.register(registry));
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			logger.warn("Values of '" + tag.meter() + "' beyond a limit cannot be counted", ex);
		}
	}

}
