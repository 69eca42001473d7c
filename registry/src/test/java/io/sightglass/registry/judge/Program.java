package io.sightglass.registry.judge;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a program step by step: what it does to one side it does to the other.
 */
@SuppressWarnings("NullAway") // Callers hand in anything.
final class Program {

	private final Words words;

	private final Random random;

	private final Settings settings;

	Program(long seed, Kind kind) {
		this.words = new Words(seed);
		this.random = this.words.random;
		this.settings = new Settings(this.words, kind);
	}

	/** What a program is written for. */
	enum Kind {

		/** One registry. */
		SINGLE,

		/** A registry and another one behind a composite. */
		COMPOSITE,

		/** One registry, and filters that throw on our side only. */
		HOSTILE

	}

	/**
	 * What to do next.
	 *
	 * @param text the step as it is read
	 * @param action what it does to a side, and what comes of it
	 */
	record Step(String text, Action action) {
	}

	/** What a step does to a side. */
	interface Action {

		/**
		 * Does it.
		 * @param side the side
		 * @return what came of it
		 */
		@Nullable Object on(Side side);

	}

	Step filter() {
		return this.settings.filter();
	}

	Step next() {
		int choice = this.random.nextInt(100);
		if (choice < 30) {
			return lookUp();
		}
		if (choice < 45) {
			return build();
		}
		if (choice < 75) {
			return record();
		}
		if (choice < 80) {
			return this.settings.filter();
		}
		if (choice < 85) {
			return remove();
		}
		if (choice < 88) {
			return search();
		}
		if (choice < 90) {
			return this.settings.listen();
		}
		if (choice < 91) {
			return this.settings.rare();
		}
		if (choice < 97) {
			Duration duration = Duration.ofMillis(this.random.nextInt(90_000));
			return new Step("clock + " + duration, (side) -> {
				side.clock.add(duration);
				return null;
			});
		}
		return tasks();
	}

	private Step lookUp() {
		String name = this.words.name();
		@Nullable String @Nullable [] tags = this.words.words();
		String text = name + " " + Arrays.toString(tags);
		return switch (this.random.nextInt(5)) {
			case 0, 1 -> new Step("counter " + text, (side) -> hold(side, side.front.counter(name, tags)));
			case 2, 3 -> new Step("timer " + text, (side) -> hold(side, side.front.timer(name, tags)));
			default -> new Step("summary " + text, (side) -> hold(side, side.front.summary(name, tags)));
		};
	}

	private Step build() {
		String name = this.words.name();
		List<Tag> tags = this.words.tags();
		// Of several descriptions of one name, which is shown was never defined.
		@Nullable String description = (name.length() % 2 == 0) ? "of " + name : null;
		@Nullable String unit = this.words.any(null, "bytes", "seconds", "m\u00fc");
		String text = name + " " + tags + " " + description + " " + unit;
		double first = this.words.amount();
		return switch (this.random.nextInt(9)) {
			case 0 -> new Step("build counter " + text, (side) -> hold(side,
					Counter.builder(name).tags(tags).description(description).baseUnit(unit).register(side.front)));
			case 1 -> timer(text, name, tags, description);
			case 2 -> summary(text, name, tags, description, unit);
			case 3 -> new Step("build gauge " + text + " at " + first,
					(side) -> hold(side,
							Gauge.builder(name, state(side, first), (state) -> state[0])
								.tags(tags)
								.description(description)
								.baseUnit(unit)
								.register(side.front)));
			case 4 -> new Step("build time gauge " + text + " at " + first,
					(side) -> hold(side,
							TimeGauge.builder(name, state(side, first), TimeUnit.MILLISECONDS, (state) -> state[0])
								.tags(tags)
								.register(side.front)));
			case 5 -> new Step("build function counter " + text + " at " + first,
					(side) -> hold(side,
							FunctionCounter.builder(name, state(side, first), (state) -> state[0])
								.tags(tags)
								.baseUnit(unit)
								.register(side.front)));
			case 6 -> new Step("build function timer " + text + " at " + first,
					(side) -> hold(side,
							FunctionTimer
								.builder(name, state(side, first), (state) -> (long) state[0], (state) -> state[0] * 2,
										TimeUnit.SECONDS)
								.tags(tags)
								.register(side.front)));
			case 7 -> new Step("build long task timer " + text,
					(side) -> hold(side, LongTaskTimer.builder(name).tags(tags).register(side.front)));
			default -> new Step("build meter " + text + " at " + first, (side) -> {
				double[] state = state(side, first);
				return hold(side,
						Meter
							.builder(name, Meter.Type.OTHER,
									List.of(new Measurement(() -> state[0], Statistic.COUNT),
											new Measurement(() -> state[0], Statistic.VALUE)))
							.tags(tags)
							.register(side.front));
			});
		};
	}

	private Step timer(String text, String name, List<Tag> tags, @Nullable String description) {
		int kind = this.random.nextInt(4);
		return new Step("build timer " + kind + " " + text, (side) -> {
			Timer.Builder builder = Timer.builder(name).tags(tags).description(description);
			switch (kind) {
				case 1 -> builder.serviceLevelObjectives(Duration.ofMillis(10), Duration.ofSeconds(1));
				case 2 -> builder.publishPercentileHistogram().maximumExpectedValue(Duration.ofSeconds(1));
				case 3 -> builder.publishPercentiles(0.5, 0.95);
				default -> {
				}
			}
			return hold(side, builder.register(side.front));
		});
	}

	private Step summary(String text, String name, List<Tag> tags, @Nullable String description,
			@Nullable String unit) {
		int kind = this.random.nextInt(5);
		return new Step("build summary " + kind + " " + text, (side) -> {
			DistributionSummary.Builder builder = DistributionSummary.builder(name)
				.tags(tags)
				.description(description)
				.baseUnit(unit);
			switch (kind) {
				case 1 -> builder.serviceLevelObjectives(1, 100.5);
				case 2 -> builder.publishPercentileHistogram().maximumExpectedValue(1000.0);
				case 3 -> builder.publishPercentiles(0.5, 0.95);
				case 4 -> builder.scale(4);
				default -> {
				}
			}
			return hold(side, builder.register(side.front));
		});
	}

	private Step record() {
		int at = this.random.nextInt(1 << 20);
		double amount = this.words.amount();
		long nanos = this.random.nextInt(4) - 1L + this.random.nextInt(3) * 7_000_000L;
		return new Step("record at " + at + " " + amount + " " + nanos, (side) -> {
			if (!side.states.isEmpty() && at % 3 == 0) {
				side.states.get(at % side.states.size())[0] = amount;
			}
			if (side.held.isEmpty()) {
				return null;
			}
			Meter meter = side.held.get(at % side.held.size());
			if (meter instanceof Counter counter) {
				counter.increment(amount);
			}
			else if (meter instanceof Timer timer) {
				timer.record(nanos, TimeUnit.NANOSECONDS);
			}
			else if (meter instanceof DistributionSummary summary) {
				summary.record(amount);
			}
			else if (meter instanceof LongTaskTimer timer) {
				side.tasks.add(timer.start());
			}
			return Side.described(meter) + " " + side.values(meter);
		});
	}

	private Step tasks() {
		int at = this.random.nextInt(1 << 20);
		return new Step("stop task " + at, (side) -> side.tasks.isEmpty() ? null
				: side.duration(side.tasks.remove(at % side.tasks.size()).stop()));
	}

	private Step remove() {
		int at = this.random.nextInt(1 << 20);
		return switch (this.random.nextInt(8)) {
			case 0 -> this.settings.clear();
			case 1, 2 -> new Step("remove id of " + at, (side) -> side.held.isEmpty() ? null
					: Side.described(side.front.remove(side.held.get(at % side.held.size()).getId())));
			case 3 -> new Step("remove pre filter id of " + at, (side) -> side.held.isEmpty() ? null
					: Side.described(side.front.removeByPreFilterId(side.held.get(at % side.held.size()).getId())));
			default -> new Step("remove " + at, (side) -> side.held.isEmpty() ? null
					: Side.described(side.front.remove(side.held.get(at % side.held.size()))));
		};
	}

	private Step search() {
		String name = this.words.name();
		List<Tag> tags = this.words.tags();
		if (this.random.nextInt(4) == 0) {
			return new Step("get " + name + " " + tags, (side) -> this.settings.found(side.front.get(name).tags(tags)));
		}
		return new Step("find " + name + " " + tags,
				(side) -> side.front.find(name)
					.tags(tags)
					.meters()
					.stream()
					.map((meter) -> Side.described(meter) + " " + side.values(meter))
					.sorted()
					.toList());
	}

	private static Object hold(Side side, Meter meter) {
		side.held.add(meter);
		return Side.described(meter);
	}

	private static double[] state(Side side, double value) {
		double[] state = { value };
		side.states.add(state);
		return state;
	}

}
