package io.sightglass.autoconfigure.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.meters.pipeline.FilteredWhen;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.PipelineStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PipelineStageAspectTests {

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false")
		.withBean(MeterRegistry.class, () -> this.registry)
		.withBean(Orders.class)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, PipelineAutoConfiguration.class,
				AopAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(strings = { "1", "0.01", "auto" })
	void countsBlockingCallsExactlyAtEverySampleRate(String rate) {
		at(rate).run((context) -> {
			Orders orders = context.getBean(Orders.class);
			for (int i = 0; i < 100; i++) {
				int n = i;
				if (n % 10 == 9) {
					assertThatIllegalArgumentException().isThrownBy(() -> orders.enrich(n));
				}
				else {
					orders.enrich(n);
				}
			}
			assertThat(count("enrich", "success")).isEqualTo(80);
			assertThat(count("enrich", "filtered")).isEqualTo(10);
			assertThat(count("enrich", "error")).isEqualTo(10);
			assertThat(scraped("pipeline_errors_total", "error=\"invalid\"")).isEqualTo(10);
			if (!rate.equals("0.01")) {
				assertThat(scraped("pipeline_stage_duration_seconds_count", "stage=\"enrich\"")).isEqualTo(100);
			}
		});
	}

	@Test
	void takesFilteredResultsAsTheMethodSays() {
		this.runner.run((context) -> {
			Orders orders = context.getBean(Orders.class);
			orders.find(false);
			orders.find(true);
			orders.mayPass(true);
			orders.mayPass(false);
			orders.plain(false);
			orders.nothing();
			assertThat(count("find", "filtered")).isOne();
			assertThat(count("find", "success")).isOne();
			assertThat(count("mayPass", "filtered")).isOne();
			assertThat(count("mayPass", "success")).isOne();
			assertThat(count("plain", "success")).isOne();
			assertThat(count("nothing", "success")).isOne();
		});
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1, 0.01 })
	void waitsForFuturesAndTellsCancellationFromFailure(double rate) {
		at(rate).run((context) -> {
			Orders orders = context.getBean(Orders.class);
			CompletableFuture<String> waiting = new CompletableFuture<>();
			assertThat(orders.later(waiting)).isSameAs(waiting);
			assertThat(count("later", "success")).isZero();
			waiting.complete("order");
			for (int n = 1; n < 100; n++) {
				CompletableFuture<@Nullable String> future = new CompletableFuture<>();
				orders.later(future);
				switch (n % 10) {
					case 0 -> future.complete(null);
					case 1 -> future.completeExceptionally(new TimeoutException());
					case 2 -> future.cancel(true);
					default -> future.complete("order");
				}
			}
			ended("later", 71);
		});
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1, 0.01 })
	void takesEachSubscriptionOfAMonoForARecord(double rate) {
		at(rate).run((context) -> {
			Orders orders = context.getBean(Orders.class);
			Mono<String> one = orders.mono(Mono.just("order"));
			assertThat(count("mono", "success")).isZero();
			one.block();
			for (int n = 1; n < 100; n++) {
				switch (n % 10) {
					case 0 -> orders.mono(Mono.empty()).block();
					case 1 -> orders.mono(Mono.error(new TimeoutException())).onErrorComplete().block();
					case 2 -> orders.mono(Mono.never()).subscribe().dispose();
					default -> one.block();
				}
			}
			ended("mono", 71);
		});
	}

	private void ended(String stage, int successes) {
		assertThat(count(stage, "success")).isEqualTo(successes);
		assertThat(count(stage, "filtered")).isEqualTo(9);
		assertThat(count(stage, "error")).isEqualTo(10);
		assertThat(count(stage, "cancelled")).isEqualTo(10);
		assertThat(scraped("pipeline_errors_total", Scraped.label("stage", stage), "error=\"timeout\"")).isEqualTo(10);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1, 0.01 })
	void countsTheElementsOfAFlux(double rate) {
		at(rate).run((context) -> {
			Orders orders = context.getBean(Orders.class);
			orders.flux(Flux.range(0, 1000)).blockLast(Duration.ofSeconds(10));
			orders.flux(Flux.range(0, 10).concatWith(Flux.error(new TimeoutException()))).onErrorComplete().blockLast();
			orders.flux(Flux.range(0, 100)).take(5).blockLast();
			orders.optionals(Flux.just(Optional.of(1), Optional.empty(), Optional.of(2))).blockLast();
			assertThat(count("flux", "success")).isEqualTo(1015);
			assertThat(count("flux", "error")).isOne();
			assertThat(count("flux", "cancelled")).isOne();
			assertThat(count("optionals", "success")).isEqualTo(2);
			assertThat(count("optionals", "filtered")).isOne();
		});
	}

	@Test
	void countsAFailureThatPassesThroughNestedStagesOnce() {
		this.runner.withBean(Office.class).run((context) -> {
			Office office = context.getBean(Office.class);
			for (int i = 0; i < 3; i++) {
				assertThatIllegalArgumentException().isThrownBy(() -> office.handle(9));
			}
			office.handle(1);
			// The innermost stage has it; the one around it has no record that left.
			assertThat(count("enrich", "error")).isEqualTo(3);
			assertThat(count("handle", "error")).isZero();
			assertThat(scraped("pipeline_errors_total")).isEqualTo(3);
			assertThat(count("handle", "success")).isOne();
		});
	}

	@Test
	void countsEachRecordThatFailsWithTheVerySameError() {
		this.runner.run((context) -> {
			Orders orders = context.getBean(Orders.class);
			IllegalArgumentException error = new IllegalArgumentException("always this one");
			for (int i = 0; i < 5; i++) {
				assertThatIllegalArgumentException().isThrownBy(() -> orders.fail(error));
			}
			assertThat(count("fail", "error")).isEqualTo(5);
		});
	}

	@Test
	void backsOffButLeavesASilentBean() {
		this.runner.withPropertyValues("sightglass.pipelines.enabled=false").run((context) -> {
			assertThat(context).getBean(PipelineMeters.class).isSameAs(PipelineMeters.NONE);
			assertThat(context.getBean(Orders.class).enrich(1)).isEqualTo("order 1");
			assertThat(count("enrich", "success")).isNaN();
		});
		this.runner.withPropertyValues("sightglass.enabled=false")
			.run((context) -> assertThat(context).getBean(PipelineMeters.class).isSameAs(PipelineMeters.NONE));
	}

	@Test
	void yieldsToTheApplicationsOwn() {
		PipelineMeters own = new PipelineMeters() {
		};
		this.runner.withBean(PipelineMeters.class, () -> own)
			.run((context) -> assertThat(context).getBean(PipelineMeters.class).isSameAs(own));
	}

	@Test
	void refusesASampleRateBeyondOne() {
		this.runner.withPropertyValues("sightglass.pipelines.sample-rate=7")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("Property sightglass.pipelines.sample-rate with value '7.0' is invalid: "
						+ "It is a share from 0.0 to 1.0, or auto."));
	}

	private ApplicationContextRunner at(double rate) {
		return at(String.valueOf(rate));
	}

	private ApplicationContextRunner at(String rate) {
		return this.runner.withPropertyValues("sightglass.pipelines.sample-rate=" + rate);
	}

	private double count(String stage, String outcome) {
		return scraped("pipeline_records_processed_total", "pipeline=\"orders\"", Scraped.label("stage", stage),
				Scraped.label("outcome", outcome));
	}

	private double scraped(String sample, String... labels) {
		return Scraped.of(this.registry).sum(sample, labels);
	}

	static class Orders {

		@PipelineStage(pipeline = "orders", stage = "enrich")
		public @Nullable String enrich(int n) {
			if (n % 10 == 9) {
				throw new IllegalArgumentException("order " + n);
			}
			return (n % 10 == 0) ? null : "order " + n;
		}

		@PipelineStage(pipeline = "orders")
		public Optional<String> find(boolean there) {
			return there ? Optional.of("order") : Optional.empty();
		}

		@PipelineStage(pipeline = "orders", filtered = FilteredWhen.FALSE)
		public boolean mayPass(boolean pass) {
			return pass;
		}

		@PipelineStage(pipeline = "orders")
		public boolean plain(boolean value) {
			return value;
		}

		@PipelineStage(pipeline = "orders")
		public void nothing() {
		}

		@PipelineStage(pipeline = "orders")
		public <T extends @Nullable String> CompletableFuture<T> later(CompletableFuture<T> future) {
			return future;
		}

		@PipelineStage(pipeline = "orders")
		public Mono<String> mono(Mono<String> mono) {
			return mono;
		}

		@PipelineStage(pipeline = "orders")
		public Flux<Integer> flux(Flux<Integer> flux) {
			return flux;
		}

		@PipelineStage(pipeline = "orders")
		public Flux<Optional<Integer>> optionals(Flux<Optional<Integer>> flux) {
			return flux;
		}

		@PipelineStage(pipeline = "orders")
		public void fail(RuntimeException error) {
			throw error;
		}

	}

	static class Office {

		private final Orders orders;

		Office(Orders orders) {
			this.orders = orders;
		}

		@PipelineStage(pipeline = "orders")
		public void handle(int n) {
			this.orders.enrich(n);
		}

	}

}
