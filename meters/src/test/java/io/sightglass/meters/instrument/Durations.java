package io.sightglass.meters.instrument;

import java.time.Duration;
import java.util.Random;
import java.util.stream.DoubleStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Known distributions of durations, in nanoseconds, and how often they come.
 */
enum Durations {

	LOGNORMAL {

		@Override
		double next(Random random, boolean burst) {
			return 20 * MS * Math.exp(random.nextGaussian());
		}

	},

	EXPONENTIAL {

		@Override
		double next(Random random, boolean burst) {
			return -50 * MS * Math.log(1 - random.nextDouble());
		}

	},

	PARETO {

		@Override
		double next(Random random, boolean burst) {
			return 5 * MS * Math.pow(1 - random.nextDouble(), -1 / 2.5);
		}

	},

	BIMODAL {

		@Override
		double next(Random random, boolean burst) {
			return ((random.nextInt(20) == 0) ? 400 : 5) * MS * Math.exp(0.2 * random.nextGaussian());
		}

	},

	/** Each tenth second ten times as many, which take ten times as long. */
	WITH_THE_LOAD {

		@Override
		double next(Random random, boolean burst) {
			return (burst ? 100 : 10) * MS * Math.exp(0.5 * random.nextGaussian());
		}

		@Override
		boolean isBurst(double time) {
			return (long) (time / 1e9) % 10 == 5;
		}

		@Override
		double rate(boolean burst) {
			return PER_SECOND * (burst ? 100 : 10) / 19;
		}

	};

	/** Ten million a minute. */
	static final double PER_SECOND = 10e6 / 60;

	private static final double MS = 1e6;

	private static final double STEP = 1.01;

	abstract double next(Random random, boolean burst);

	boolean isBurst(double time) {
		return false;
	}

	double rate(boolean burst) {
		return PER_SECOND;
	}

	// Of buckets that are a hundredth wide, a quantile is right within that.
	static Timer timer(MeterRegistry registry, String name) {
		return Timer.builder(name)
			.serviceLevelObjectives(DoubleStream.iterate(1e5, (bound) -> bound < 1e12, (bound) -> bound * STEP)
				.mapToObj((nanos) -> Duration.ofNanos((long) nanos))
				.toArray(Duration[]::new))
			.register(registry);
	}

}
