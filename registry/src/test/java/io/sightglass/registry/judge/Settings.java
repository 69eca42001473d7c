package io.sightglass.registry.judge;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.prometheusmetrics.PrometheusDurationNamingConvention;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import io.sightglass.registry.judge.Program.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a program that change what later ones come to.
 */
final class Settings {

	private final Words words;

	private final Kind kind;

	Settings(Words words, Kind kind) {
		this.words = words;
		this.kind = kind;
	}

	Program.Step filter() {
		String prefix = this.words.any("a", "t", "s", "c", "g");
		String key = this.words.any("k", "l", "k.l");
		int kind = this.words.random.nextInt(14);
		Supplier<MeterFilter> filter = () -> switch (kind) {
			case 0 -> MeterFilter.commonTags(List.of(Tag.of(key, "common"), Tag.of("env", "x")));
			case 1 -> MeterFilter.renameTag(prefix, key, "renamed");
			case 2 -> MeterFilter.ignoreTags(key);
			case 3 -> MeterFilter.replaceTagValues(key, (value) -> "r" + Math.floorMod(value.hashCode(), 5), "w");
			case 4 -> MeterFilter.denyNameStartsWith(prefix + ".");
			case 5 -> MeterFilter.deny((id) -> "w".equals(id.getTag(key)));
			// The counter of failures is a meter too.
			case 6 -> (this.kind == Kind.HOSTILE) ? MeterFilter.acceptNameStartsWith(prefix)
					: MeterFilter.maximumAllowableMetrics(20);
			case 7 -> MeterFilter.maximumAllowableTags(prefix, key, 2, MeterFilter.deny());
			case 8 -> renaming(prefix);
			case 9 -> configuring(prefix, DistributionStatisticConfig.builder().serviceLevelObjectives(1, 5e6).build());
			case 10 -> configuring(prefix, DistributionStatisticConfig.builder().percentiles(0.9).build());
			case 11 -> configuring(prefix,
					DistributionStatisticConfig.builder()
						.percentilesHistogram(true)
						.minimumExpectedValue(1e3)
						.maximumExpectedValue(1e5)
						.build());
			case 12 -> MeterFilter.acceptNameStartsWith(prefix);
			default -> MeterFilter.denyUnless((id) -> id.getName().length() < 9 || "v".equals(id.getTag(key)));
		};
		int place = (this.kind == Kind.COMPOSITE) ? this.words.random.nextInt(3) : 0;
		return new Program.Step("filter " + kind + " " + prefix + " " + key + " at " + place, (side) -> {
			MeterRegistry registry = (place == 0) ? side.registry : (place == 1) ? side.front : side.simple;
			boolean refuses = kind == 4 || kind == 5 || kind >= 12 || (kind == 6 && this.kind == Kind.HOSTILE);
			side.filter(registry, filter.get(), refuses);
			return null;
		});
	}

	// What is rare, or works for long.
	Program.Step rare() {
		return switch (this.words.random.nextInt(24)) {
			case 0 -> new Program.Step("close", (side) -> {
				side.front.close();
				return null;
			});
			case 1 -> new Program.Step("collect", (side) -> {
				// A function that is gone stands at what was read last.
				side.front.getMeters().forEach(side::values);
				side.held.forEach(side::values);
				side.states.clear();
				System.gc();
				return null;
			});
			case 2, 3, 4, 5, 6, 7 -> convention();
			default -> (this.kind == Kind.COMPOSITE) ? child()
					: (this.kind == Kind.HOSTILE) ? new Program.Step("throw", Settings::failing) : listen();
		};
	}

	// Where filters fail, ours has one more meter, which counts that, and a hash map with
	// one more may have another order. The counter of what was removed goes too, and how
	// often it comes back before the end depends on that order: there what a listener
	// hears is counted without a meter.
	Program.Step clear() {
		return new Program.Step("clear", (side) -> {
			side.heard = (this.kind == Kind.HOSTILE) ? 0 : -1;
			try {
				side.front.clear();
				return side.heard;
			}
			finally {
				side.heard = -1;
			}
		});
	}

	/**
	 * The meter that a search finds, the first of several. Which one is first depends on
	 * the order of a hash map, in which ours has one more meter where filters fail: there
	 * it is all of them.
	 * @param search a search that fails where there is none
	 * @return what was found
	 */
	Object found(RequiredSearch search) {
		return (this.kind == Kind.HOSTILE) ? search.meters().stream().map(Side::described).sorted().toList()
				: Side.described(search.meter());
	}

	private Program.Step convention() {
		NamingConvention plain = new PrometheusNamingConvention();
		NamingConvention convention = switch (this.words.random.nextInt(3)) {
			case 0 -> new PrometheusDurationNamingConvention();
			case 1 -> (name, type, unit) -> plain.name("c." + name, type, unit);
			default -> plain;
		};
		return new Program.Step("convention " + convention.getClass().getSimpleName(), (side) -> {
			side.registry.config().namingConvention(convention);
			return null;
		});
	}

	private Program.Step child() {
		boolean add = this.words.random.nextBoolean();
		boolean second = this.words.random.nextInt(3) > 0;
		return new Program.Step((add ? "add" : "remove") + " child " + second, (side) -> {
			MeterRegistry child = second ? side.simple : side.registry;
			CompositeMeterRegistry composite = Objects.requireNonNull(side.composite);
			return (add ? composite.add(child) : composite.remove(child)).getRegistries().size();
		});
	}

	// Micrometer's gets one that does nothing in its place: with any filter that comes it
	// forgets what it found for an id before, and one that denies could deny.
	private static @Nullable Object failing(Side side) {
		side.filter(side.registry, side.isOurs() ? new MeterFilter() {
			@Override
			public Meter.Id map(Meter.Id id) {
				throw new IllegalStateException("as it should");
			}

			@Override
			public MeterFilterReply accept(Meter.Id id) {
				throw new IllegalStateException("as it should");
			}

			@Override
			public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
				throw new IllegalStateException("as it should");
			}
		} : MeterFilter.accept((id) -> false), true);
		return null;
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
				side.front.config().onMeterAdded((meter) -> count(side, meter.getId(), "listened.added"));
				return null;
			});
			case 1 -> new Program.Step("on removed", (side) -> {
				side.front.config().onMeterRemoved((meter) -> count(side, meter.getId(), "listened.removed"));
				return null;
			});
			default -> new Program.Step("on failed", (side) -> {
				side.front.config().onMeterRegistrationFailed((id, reason) -> count(side, id, "listened.failed"));
				return null;
			});
		};
	}

	private static void count(Side side, Meter.Id id, String name) {
		if (id.getName().contains("listened") || id.getName().contains("sightglass.")) {
			return;
		}
		if (side.heard >= 0) {
			side.heard++;
		}
		else {
			side.front.counter(name).increment();
		}
	}

}
