package io.sightglass.registry;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StripedCounterTests {

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), Clock.SYSTEM, "", null, null);

	private final Counter counter = this.registry.counter("counted", "k", "v");

	@Test
	void addsWholeAmountsAndFractions() {
		this.counter.increment();
		this.counter.increment(2);
		this.counter.increment(0.5);
		assertThat(this.counter.count()).isEqualTo(3.5);
		assertThat(this.registry.scrape()).contains("counted_total{k=\"v\"} 3.5\n");
	}

	@Test
	void neverFalls() {
		this.counter.increment(3);
		this.counter.increment(-1);
		this.counter.increment(-0.5);
		this.counter.increment(Double.NaN);
		this.counter.increment(Double.NEGATIVE_INFINITY);
		assertThat(this.counter.count()).isEqualTo(3);
	}

	@Test
	void goesOnWhereASumOfDoublesStandsStill() {
		this.counter.increment(1L << 53);
		for (int i = 0; i < 1000; i++) {
			this.counter.increment();
		}
		assertThat(this.counter.count()).isEqualTo((1L << 53) + 1000);
	}

	@Test
	void takesAmountsThatNoLongHolds() {
		this.counter.increment(1e300);
		this.counter.increment(1e300);
		assertThat(this.counter.count()).isEqualTo(2e300);
		this.counter.increment(Double.POSITIVE_INFINITY);
		assertThat(this.counter.count()).isInfinite();
	}

	@Test
	void isTheMeterOfItsId() {
		assertThat(this.registry.counter("counted", "k", "v")).isSameAs(this.counter).hasSameHashCodeAs(this.counter);
		assertThat(this.counter).isNotEqualTo(this.registry.counter("counted", "k", "w"));
		assertThat(this.counter.getId().getTag("k")).isEqualTo("v");
	}

	// Micrometer's own, which adds doubles, is off by less than a millionth there.
	@ParameterizedTest
	@ValueSource(doubles = { 1L << 39, 1L << 40, 1L << 53, 1e18 })
	void climbsWhereNoLongCanFollow(double amount) {
		Counter micrometers = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT).counter("counted");
		for (int i = 0; i < 3000; i++) {
			this.counter.increment(amount);
			micrometers.increment(amount);
		}
		assertThat(this.counter.count()).isCloseTo(micrometers.count(), Percentage.withPercentage(0.0001));
		assertThat(this.registry.scrape()).contains("counted_total{k=\"v\"} ");
	}

	@Test
	void isReadBeyondTheRangeOfALong() {
		((StripedCounter) this.counter).add(Long.MAX_VALUE);
		this.counter.increment(4097);
		assertThat(this.counter.count()).isEqualTo(0x1p63 + 4096);
	}

}
