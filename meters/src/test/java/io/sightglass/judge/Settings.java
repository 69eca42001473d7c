package io.sightglass.judge;

import java.util.List;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

/**
 * The steps of a program that change what later ones come to.
 */
final class Settings {

	private final Words words;

	Settings(Words words) {
		this.words = words;
	}

	Program.Step filter() {
		String prefix = this.words.any("a", "t", "s", "c", "g");
		String key = this.words.any("k", "l", "k.l");
		int kind = this.words.random.nextInt(11);
		Supplier<MeterFilter> filter = () -> switch (kind) {
			case 0 -> MeterFilter.commonTags(List.of(Tag.of(key, "common"), Tag.of("env", "x")));
			case 1 -> MeterFilter.renameTag(prefix, key, "renamed");
			case 2 -> MeterFilter.ignoreTags(key);
			case 3 -> MeterFilter.replaceTagValues(key, (value) -> "r" + Math.floorMod(value.hashCode(), 5), "w");
			case 4 -> MeterFilter.denyNameStartsWith(prefix + ".");
			case 5 -> MeterFilter.deny((id) -> "w".equals(id.getTag(key)));
			case 6 -> MeterFilter.maximumAllowableMetrics(20);
			case 7 -> MeterFilter.maximumAllowableTags(prefix, key, 2, MeterFilter.deny());
			case 8 -> renaming(prefix);
			case 9 -> configuring(prefix, DistributionStatisticConfig.builder().serviceLevelObjectives(1, 5e6).build());
			default -> configuring(prefix, DistributionStatisticConfig.builder().percentiles(0.9).build());
		};
		return new Program.Step("filter " + kind + " " + prefix + " " + key, (side) -> {
			side.registry.config().meterFilter(filter.get());
			return null;
		});
	}

	private static MeterFilter renaming(String prefix) {
		return new MeterFilter() {
			@Override
			public Meter.Id map(Meter.Id id) {
				return id.getName().startsWith(prefix) ? id.withName("renamed." + id.getName()) : id;
			}
		};
	}

	private static MeterFilter configuring(String prefix, DistributionStatisticConfig more) {
		return new MeterFilter() {
			@Override
			public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
				return id.getName().startsWith(prefix) ? more.merge(config) : config;
			}
		};
	}

	// A listener that registers what it listens for would never end.
	Program.Step listen() {
		return switch (this.words.random.nextInt(3)) {
			case 0 -> new Program.Step("on added", (side) -> {
				side.registry.config().onMeterAdded((meter) -> count(side, meter.getId(), "listened.added"));
				return null;
			});
			case 1 -> new Program.Step("on removed", (side) -> {
				side.registry.config().onMeterRemoved((meter) -> count(side, meter.getId(), "listened.removed"));
				return null;
			});
			default -> new Program.Step("on failed", (side) -> {
				side.registry.config().onMeterRegistrationFailed((id, reason) -> count(side, id, "listened.failed"));
				return null;
			});
		};
	}

	private static void count(Side side, Meter.Id id, String name) {
		if (!id.getName().contains("listened")) {
			side.registry.counter(name).increment();
		}
	}

}
