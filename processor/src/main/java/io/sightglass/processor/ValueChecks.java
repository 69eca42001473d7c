package io.sightglass.processor;

import java.util.List;

/**
 * Checks the numbers of a set: what Micrometer would refuse when the meter is made, and
 * what is too much.
 */
final class ValueChecks {

	// Slots are longs; far below that a set is no set of series any more.
	private static final long MOST_COMBINATIONS = 1_000_000_000_000L;

	// What fits into a constructor, whose code the JVM limits to 64 KiB, with room left.
	private static final int MOST_PARTS = 1000;

	private static final int OUTCOMES = 4;

	private static final double LEAST_TIME = 1e-9;

	private final Problems problems;

	ValueChecks(Problems problems) {
		this.problems = problems;
	}

	void check(SetModel set) {
		int parts = set.meters().stream().mapToInt(ValueChecks::parts).sum();
		if (parts > MOST_PARTS) {
			this.problems.error(set.type(), "A set has at most %,d methods and tags, but here are %,d. Make two of it.",
					MOST_PARTS, parts);
		}
	}

	private static int parts(MeterModel meter) {
		MeterAnnotation annotation = meter.annotation();
		return 1 + meter.keys().size() + annotation.extraTags().size() + annotation.percentiles().size()
				+ annotation.objectives().size();
	}

	void check(MeterModel meter) {
		combinations(meter);
		List<Double> percentiles = meter.annotation().percentiles();
		percentiles.stream().filter((share) -> !(share >= 0 && share <= 1)).findFirst().ifPresent((share) -> {
			this.problems.error(meter.method(),
					"A percentile is a share from 0 to 1, such as 0.99, but this one is %s.", share);
		});
		List<Double> objectives = meter.annotation().objectives();
		double least = (meter.kind() == Kind.TIMER) ? LEAST_TIME : Double.MIN_VALUE;
		objectives.stream()
			.filter((bound) -> !(bound >= least && bound <= Double.MAX_VALUE))
			.findFirst()
			.ifPresent((bound) -> this.problems.error(meter.method(),
					"A service level objective is the bound of a bucket, a number above 0%s, but this one is %s.",
					(meter.kind() == Kind.TIMER) ? " in seconds, and at least a nanosecond" : "", bound));
	}

	private void combinations(MeterModel meter) {
		long combinations = (meter.returns() == Returns.TIMING) ? OUTCOMES : 1;
		for (TagModel tag : meter.tags()) {
			combinations *= tag.size();
			if (combinations > MOST_COMBINATIONS) {
				this.problems.error(meter.method(),
						"The tags of '%s' have more than %,d combinations of values, and each would be a series. Leave a "
								+ "tag off, or give the Strings lower limits with @Bounded.",
						meter.name(), MOST_COMBINATIONS);
				return;
			}
		}
	}

}
