package io.sightglass.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.internal.table.WordTable;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class LookupCacheTests {

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), Clock.SYSTEM, "", null, null);

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
		LookupCache<Counter> asked = new LookupCache<>(Counter.class);
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

	// Micrometer finds the new meter once, and then the one from before the filter.
	@Test
	void findsAnotherMeterTheSecondTimeWhereMicrometerDoes() {
		MeterRegistry micrometers = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		List<List<Meter.Id>> found = new ArrayList<>();
		for (MeterRegistry registry : List.of(micrometers, this.registry)) {
			registry.counter("orders");
			registry.timer("took");
			registry.config().meterFilter(MeterFilter.commonTags(Tags.of("env", "prod")));
			registry.counter("orders", "env", "prod");
			registry.counter("took", "env", "prod");
			found.add(Stream.generate(() -> registry.counter("orders").getId()).limit(4).toList());
			assertThat(registry.counter("took").getId().getTags()).hasSize(1);
			assertThatIllegalArgumentException().isThrownBy(() -> registry.counter("took"));
		}
		assertThat(found.get(1)).isEqualTo(found.get(0));
	}

	@Test
	void findsWhatABuilderFindsBesideAFunctionThatCannotBecomeOther() {
		this.registry.config().meterFilter(new SeriesLimiter(new SeriesLimits(2, 10), ""));
		for (int i = 0; i < 4; i++) {
			this.registry.counter("orders", "customer", "c" + i).increment();
		}
		FunctionCounter.builder("orders", this, (self) -> 1).tag("kind", "function").register(this.registry);
		assertThat(this.registry.counter("orders", "customer", "new").getId())
			.isEqualTo(Counter.builder("orders").tag("customer", "new").register(this.registry).getId());
	}

	@Test
	void keepsOtherOnlyForWhoAskedForThatTag() {
		SeriesLimiter limiter = new SeriesLimiter(new SeriesLimits(1, 100), "");
		this.registry.config().meterFilter(limiter);
		this.registry.counter("orders", "customer", "c");
		Counter other = this.registry.counter("orders", "customer", "d");
		LookupCache<Counter> cache = new LookupCache<>(Counter.class);
		cache.foldBy(limiter, false);
		cache.ask(() -> other, "orders");
		cache.ask(() -> other, "orders", "customer", "other");
		assertThat(cache.meter("orders")).isNull();
		assertThat(cache.meter("orders", "customer", "other")).isSameAs(other);
	}

	@Test
	void findsOtherForWhatTheLimiterFolds() {
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
		LookupCache<Counter> asked = new LookupCache<>(Counter.class);
		for (int i = 0; i < WordTable.MOST + 100; i++) {
			String value = "v" + i;
			asked.ask(() -> this.registry.counter("wide", Tags.of("k", value)), "wide", "k", value);
		}
		assertThat(asked.meter("wide", "k", "v" + (WordTable.MOST - 1))).isNotNull();
		assertThat(asked.meter("wide", "k", "v" + WordTable.MOST)).isNull();
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
