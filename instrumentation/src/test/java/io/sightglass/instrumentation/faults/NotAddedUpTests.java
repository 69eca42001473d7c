package io.sightglass.instrumentation.faults;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What cannot be added up keeps its values, and is left out, counted and said, where
 * there are too many.
 */
class NotAddedUpTests {

	private final MeterRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), Clock.SYSTEM, "", null, null);

	@ParameterizedTest
	@EnumSource
	void eachOfMoreThanALimitOfValuesShowsItsOwn(Kind kind) {
		Stream.of(this.registry, new SimpleMeterRegistry()).forEach((any) -> {
			limit(any, new SeriesLimits(10, 1000));
			for (int partition = 0; partition < 150; partition++) {
				kind.register(any, "" + partition);
			}
			for (int partition = 0; partition < 150; partition++) {
				assertThat(
						any.get("lag").tag("partition", "" + partition).meter().measure().iterator().next().getValue())
					.isEqualTo(partition);
			}
			assertThat(any.find("lag").tag("partition", "other").meter()).isNull();
			assertThat(any.find("sightglass.series.folded").meters()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void beyondTheLimitOfSeriesTheyAreLeftOutAndCounted(Kind kind) {
		limit(this.registry, new SeriesLimits(10, 20));
		for (int partition = 0; partition < 50; partition++) {
			kind.register(this.registry, "" + partition);
		}
		assertThat(this.registry.find("lag").meters()).hasSize(20);
		assertThat(this.registry.get("sightglass.series.refused").tag("meter", "lag").counter().count()).isEqualTo(30);
		this.registry.remove(this.registry.get("lag").tag("partition", "7").meter());
		kind.register(this.registry, "49");
		assertThat(this.registry.find("lag").tag("partition", "49").meter()).isNotNull();
	}

	@Test
	void aLimitThatSomebodyHasSetForATagHolds() {
		limit(this.registry, new SeriesLimits(100, 1000, Map.of("lag.partition", 5), List.of()));
		for (int partition = 0; partition < 50; partition++) {
			Kind.GAUGE.register(this.registry, "" + partition);
		}
		assertThat(this.registry.find("lag").meters()).hasSize(5);
		assertThat(this.registry.get("sightglass.series.refused").counter().count()).isEqualTo(45);
	}

	@Test
	void aNameThatHasBothShowsThemApart() {
		limit(this.registry, new SeriesLimits(10, 100));
		for (int partition = 0; partition < 30; partition++) {
			Kind.FUNCTION_COUNTER.register(this.registry, "" + partition);
			this.registry.counter("lag", "partition", "plain" + partition).increment(partition);
		}
		assertThat(this.registry.find("lag").counters()).hasSize(30);
		assertThat(this.registry.find("lag").functionCounters()).hasSize(30);
	}

	private static void limit(MeterRegistry registry, SeriesLimits limits) {
		SeriesLimiter limiter = new SeriesLimiter(limits, "");
		registry.config().meterFilter(limiter);
		limiter.bindTo(registry);
	}

	enum Kind {

		GAUGE {
			@Override
			void register(MeterRegistry registry, String partition) {
				Gauge.builder("lag", partition, Double::parseDouble).tag("partition", partition).register(registry);
			}
		},

		TIME_GAUGE {
			@Override
			void register(MeterRegistry registry, String partition) {
				TimeGauge.builder("lag", () -> Integer.valueOf(partition), TimeUnit.SECONDS)
					.tag("partition", partition)
					.register(registry);
			}
		},

		FUNCTION_COUNTER {
			@Override
			void register(MeterRegistry registry, String partition) {
				FunctionCounter.builder("lag", partition, Double::parseDouble)
					.tag("partition", partition)
					.register(registry);
			}
		},

		FUNCTION_TIMER {
			@Override
			void register(MeterRegistry registry, String partition) {
				FunctionTimer.builder("lag", partition, Long::parseLong, Double::parseDouble, TimeUnit.SECONDS)
					.tag("partition", partition)
					.register(registry);
			}
		},

		OF_ONES_OWN {
			@Override
			void register(MeterRegistry registry, String partition) {
				Meter
					.builder("lag", Meter.Type.OTHER,
							List.of(new Measurement(() -> Double.parseDouble(partition), Statistic.VALUE)))
					.tag("partition", partition)
					.register(registry);
			}
		},

		OF_ONES_OWN_THAT_IS_A_COUNTER {
			@Override
			void register(MeterRegistry registry, String partition) {
				Meter
					.builder("lag", Meter.Type.COUNTER,
							List.of(new Measurement(() -> Double.parseDouble(partition), Statistic.COUNT)))
					.tag("partition", partition)
					.register(registry);
			}
		};

		abstract void register(MeterRegistry registry, String partition);

	}

}
