package io.sightglass.striped;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.SeriesLimiter;
import io.sightglass.registry.SeriesLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class AskedBeforeTests {

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), Clock.SYSTEM);

	@Test
	void findsWhatMicrometerFinds() {
		Counter counter = this.registry.counter("orders", "country", "de", "channel", "web");
		assertThat(this.registry.counter("orders", "country", "de", "channel", "web")).isSameAs(counter);
		assertThat(this.registry.counter("orders", "channel", "web", "country", new String("de"))).isSameAs(counter);
		assertThat(this.registry.counter("orders", Tags.of("country", "de", "channel", "web"))).isSameAs(counter);
		assertThat(this.registry.counter("orders", "country", "de", "channel", "app")).isNotSameAs(counter);
		assertThat(this.registry.counter("orders", "country", "de")).isNotSameAs(counter);
		assertThat(this.registry.timer("took", "k", "v")).isSameAs(this.registry.timer("took", "k", "v"));
		assertThat(this.registry.summary("size", "k", "v")).isSameAs(this.registry.summary("size", "k", "v"));
	}

	@Test
	void findsNoMeterThatWasRemoved() {
		Counter before = this.registry.counter("orders", "country", "de");
		before.increment(5);
		this.registry.remove(before);
		this.registry.counter("orders", "country", "de").increment();
		assertThat(this.registry.scrape()).contains("orders_total{country=\"de\"} 1.0\n");
		this.registry.clear();
		assertThat(this.registry.counter("orders", "country", "de").count()).isZero();
	}

	@Test
	void forgetsNothingWhenAnotherKindOfMeterIsRemoved() {
		AskedBefore<Counter> asked = new AskedBefore<>(Counter.class);
		Counter counter = asked.ask(() -> this.registry.counter("orders"), "orders");
		asked.forget(this.registry.timer("took"));
		assertThat(asked.meter("orders")).isSameAs(counter);
		asked.forget(this.registry.counter("sold"));
		assertThat(asked.meter("orders")).isNull();
	}

	@Test
	void asksAgainWhenAFilterComes() {
		Counter before = this.registry.counter("orders", "country", "de");
		this.registry.config().meterFilter(MeterFilter.commonTags(Tags.of("env", "prod")));
		Counter after = this.registry.counter("orders", "country", "de");
		assertThat(after).isNotSameAs(before);
		assertThat(after.getId().getTags()).contains(Tag.of("env", "prod"));
		assertThat(this.registry.counter("orders", "country", "de")).isSameAs(after);
	}

	@Test
	void findsOtherForWhatTheGuardFolds() {
		SeriesLimiter guard = new SeriesLimiter(new SeriesLimits(3, 100), "");
		this.registry.config().meterFilter(guard);
		guard.bindTo(this.registry);
		for (int round = 0; round < 3; round++) {
			for (int i = 0; i < 10; i++) {
				this.registry.counter("orders", "side", "server", "customer", "c" + i).increment();
			}
		}
		assertThat(this.registry.find("orders").counters()).hasSize(4);
		assertThat(this.registry.get("orders").tag("customer", "other").counter().count()).isEqualTo(21);
		assertThat(this.registry.get("orders").tag("customer", "c1").counter().count()).isEqualTo(3);
		assertThat(this.registry.get("sightglass.series.folded").tag("tag", "customer").counter().count())
			.isEqualTo(21);
		assertThat(this.registry.counter("orders", "side", "server", "customer", "unheard-of"))
			.isSameAs(this.registry.counter("orders", "side", "server", "customer", "other"));
	}

	@Test
	void asksAgainWhereTheGuardFoldsForTheSakeOfAllSeries() {
		this.registry.config().meterFilter(new SeriesLimiter(new SeriesLimits(100, 20), ""));
		for (int round = 0; round < 2; round++) {
			for (int i = 0; i < 40; i++) {
				this.registry.counter("orders", "customer", "c" + i, "shop", "s" + i % 7).increment();
			}
		}
		assertThat(this.registry.find("orders").counters()).hasSizeLessThanOrEqualTo(20);
		assertThat(this.registry.find("orders").counters().stream().mapToDouble(Counter::count).sum()).isEqualTo(80);
	}

	@Test
	void wrongWordsAreAnsweredByMicrometer() {
		for (int i = 0; i < 2; i++) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.registry.counter("odd", "key"));
			assertThatNullPointerException().isThrownBy(() -> this.registry.counter("odd", "key", nothing()));
			this.registry.counter("odd");
			assertThatIllegalArgumentException().isThrownBy(() -> this.registry.timer("odd"))
				.withMessageContaining("different type");
		}
	}

	@Test
	void keepsNoMoreThanItMay() {
		AskedBefore<Counter> asked = new AskedBefore<>(Counter.class);
		for (int i = 0; i < Answers.MOST + 100; i++) {
			String value = "v" + i;
			asked.ask(() -> this.registry.counter("wide", Tags.of("k", value)), "wide", "k", value);
		}
		assertThat(asked.meter("wide", "k", "v" + (Answers.MOST - 1))).isNotNull();
		assertThat(asked.meter("wide", "k", "v" + Answers.MOST)).isNull();
		asked.forget();
		assertThat(asked.meter("wide", "k", "v1")).isNull();
	}

	@Test
	void keepsNoAnswerThatARemovalHasOvertaken() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		for (int i = 0; i < 3000; i++) {
			Counter first = this.registry.counter("orders", "country", "de");
			Future<?> removed = threads.submit(() -> this.registry.remove(first));
			Future<?> asked = threads.submit(() -> {
				for (int j = 0; j < 20; j++) {
					this.registry.counter("orders", "country", "de").increment();
				}
			});
			removed.get();
			asked.get();
			assertThat(this.registry.counter("orders", "country", "de")).isSameAs(this.registry.get("orders").counter())
				.isNotSameAs(first);
		}
		threads.shutdown();
	}

	@SuppressWarnings("NullAway")
	private static String nothing() {
		return null;
	}

}
