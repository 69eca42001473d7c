package io.sightglass.autoconfigure.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.pipeline.FilteredWhen;
import io.sightglass.pipeline.PipelineMeters;
import io.sightglass.pipeline.PipelineStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PipelineStageAspectTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false")
		.withBean(MeterRegistry.class, () -> this.registry)
		.withBean(Orders.class)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, PipelineAutoConfiguration.class,
				AopAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(doubles = { 1, 0.01 })
	void countsBlockingCallsExactlyAtEverySampleRate(double rate) {
		this.runner.withPropertyValues("sightglass.pipelines.sample-rate=" + rate).run((context) -> {
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
			assertThat(this.registry.get("pipeline.errors").tag("error", "invalid").counter().count()).isEqualTo(10);
			if (rate == 1) {
				assertThat(this.registry.get("pipeline.stage.duration").tag("stage", "enrich").timer().count())
					.isEqualTo(100);
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

	@Test
	void waitsForAFutureAndTellsCancellationFromFailure() {
		this.runner.run((context) -> {
			Orders orders = context.getBean(Orders.class);
			CompletableFuture<String> future = new CompletableFuture<>();
			assertThat(orders.later(future)).isSameAs(future);
			assertThat(count("later", "success")).isZero();
			future.complete("order");
			CompletableFuture<String> failing = new CompletableFuture<>();
			orders.later(failing);
			failing.completeExceptionally(new TimeoutException());
			CompletableFuture<String> cancelled = new CompletableFuture<>();
			orders.later(cancelled);
			cancelled.cancel(true);
			assertThat(count("later", "success")).isOne();
			assertThat(count("later", "error")).isOne();
			assertThat(count("later", "cancelled")).isOne();
		});
	}

	@Test
	void takesEachSubscriptionOfAMonoForARecord() {
		this.runner.run((context) -> {
			Orders orders = context.getBean(Orders.class);
			Mono<String> one = orders.mono(Mono.just("order"));
			assertThat(count("mono", "success")).isZero();
			one.block();
			one.block();
			orders.mono(Mono.empty()).block();
			orders.mono(Mono.error(new TimeoutException())).onErrorComplete().block();
			Disposable hanging = orders.mono(Mono.never()).subscribe();
			hanging.dispose();
			assertThat(count("mono", "success")).isEqualTo(2);
			assertThat(count("mono", "filtered")).isOne();
			assertThat(count("mono", "error")).isOne();
			assertThat(count("mono", "cancelled")).isOne();
		});
	}

	@Test
	void countsTheElementsOfAFlux() {
		this.runner.run((context) -> {
			Orders orders = context.getBean(Orders.class);
			orders.flux(Flux.range(0, 1000)).blockLast(Duration.ofSeconds(10));
			orders.flux(Flux.range(0, 10).concatWith(Flux.error(new TimeoutException()))).onErrorComplete().blockLast();
			orders.flux(Flux.range(0, 100)).take(5).blockLast();
			assertThat(count("flux", "success")).isEqualTo(1015);
			assertThat(count("flux", "error")).isOne();
			assertThat(count("flux", "cancelled")).isOne();
		});
	}

	@Test
	void backsOffButLeavesASilentBean() {
		this.runner.withPropertyValues("sightglass.pipelines.enabled=false").run((context) -> {
			assertThat(context).getBean(PipelineMeters.class).isSameAs(PipelineMeters.NONE);
			assertThat(context.getBean(Orders.class).enrich(1)).isEqualTo("order 1");
			assertThat(this.registry.find("pipeline.records.processed").counters()).isEmpty();
		});
		this.runner.withPropertyValues("sightglass.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(PipelineMeters.class));
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
				.hasMessage("sightglass.pipelines.sample-rate is 7.0, but 0.0 to 1.0 is allowed"));
	}

	private double count(String stage, String outcome) {
		return this.registry.get("pipeline.records.processed")
			.tags("pipeline", "orders", "stage", stage, "outcome", outcome)
			.counter()
			.count();
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
		public CompletableFuture<String> later(CompletableFuture<String> future) {
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

	}

}
