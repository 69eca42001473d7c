package io.sightglass.registry.limit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A series without tags is itself alone: nothing ends in it that had some.
 */
class UntaggedSeriesTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 45, 49, 60 })
	void whatIsBeyondTheLimitIsOtherAndNotTheUntaggedOne(int before) {
		limit(100, 50);
		for (int i = 0; i < before; i++) {
			count(1, "queue", "q" + i);
		}
		count(1000);
		for (int i = 0; i < 5; i++) {
			count(100, "queue", "z" + i);
		}
		for (int i = 0; i < 60; i++) {
			count(10_000, "queue", "z" + i, "shard", "s" + i);
		}
		count(1000);
		assertThat(this.registry.get("jobs").counters()).hasSizeLessThanOrEqualTo(50)
			.filteredOn((counter) -> counter.getId().getTags().isEmpty())
			.singleElement()
			.satisfies((counter) -> assertThat(counter.count()).isEqualTo(2000));
		assertThat(sum()).isEqualTo(before + 2000 + 500 + 600_000);
		assertThat(this.registry.get("jobs").tag("queue", "other").tag("shard", "other").counter().count())
			.isGreaterThan(100_000);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void soItIsWithTheSmallestLimits(int limit) {
		limit(limit, limit);
		count(1, "a", "v");
		count(2);
		count(4, "b", "w");
		count(8, "a", "x");
		count(16);
		assertThat(this.registry.get("jobs").counters()).filteredOn((counter) -> counter.getId().getTags().isEmpty())
			.singleElement()
			.satisfies((counter) -> assertThat(counter.count()).isEqualTo(18));
		assertThat(sum()).isEqualTo(31);
	}

	@Test
	void anUntaggedOneThatComesFirstTakesItsOwnPlace() {
		limit(2, 1);
		count(1);
		count(2, "a", "x");
		assertThat(this.registry.get("jobs").tag("a", "x").counter().count()).isEqualTo(2);
	}

	private void limit(int values, int series) {
		SeriesLimiter limiter = new SeriesLimiter(new SeriesLimits(values, series), "");
		this.registry.config().meterFilter(limiter);
		limiter.bindTo(this.registry);
	}

	private void count(int amount, String... tags) {
		this.registry.counter("jobs", tags).increment(amount);
	}

	private double sum() {
		return this.registry.get("jobs").counters().stream().mapToDouble((counter) -> counter.count()).sum();
	}

}
