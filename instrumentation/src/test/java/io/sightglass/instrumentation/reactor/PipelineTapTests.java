package io.sightglass.instrumentation.reactor;

import java.time.Instant;
import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.pipeline.Breakable;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.Stage;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class PipelineTapTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Pipeline orders = PipelineMeters.in(new Instruments(this.registry), Sampler.ALWAYS)
		.pipeline("orders");

	@Test
	void countsEveryElementOfAKnownFlux() {
		List<Integer> out = Flux.range(0, 1000)
			.transform(PipelineTap.source(this.orders.source("shop")))
			.map((n) -> n + 1)
			.transform(PipelineTap.stage(this.orders.stage("enrich")))
			.transform(PipelineTap.sink(this.orders.sink("warehouse"), (n) -> Instant.now()))
			.collectList()
			.block();
		assertThat(out).hasSize(1000).startsWith(1).endsWith(1000);
		assertThat(count("pipeline.records.received")).isEqualTo(1000);
		assertThat(processed("success")).isEqualTo(1000);
		assertThat(count("pipeline.records.delivered")).isEqualTo(1000);
		assertThat(this.registry.get("pipeline.latency").timer().count()).isEqualTo(1000);
		assertThat(this.registry.get("pipeline.stage.duration").timer().count()).isOne();
		assertThat(count("pipeline.backpressure")).isZero();
	}

	@Test
	void tellsCancellationFromFailure() {
		Flux.range(0, 10).transform(PipelineTap.stage(this.orders.stage("enrich"))).take(3).blockLast();
		assertThat(processed("cancelled")).isOne();
		assertThat(processed("error")).isZero();
		Flux.<Integer>error(new IllegalArgumentException())
			.transform(PipelineTap.stage(this.orders.stage("enrich")))
			.onErrorComplete()
			.blockLast();
		assertThat(processed("cancelled")).isOne();
		assertThat(processed("error")).isOne();
		assertThat(processed("success")).isEqualTo(3);
	}

	@Test
	void functionsThatThrowCostTheStreamNothing() {
		List<Integer> out = Flux.range(0, 10).transform(PipelineTap.stage(this.orders.stage("enrich"), (n) -> {
			throw new IllegalStateException("filtered?");
		})).transform(PipelineTap.sink(this.orders.sink("warehouse"), (n) -> {
			throw new IllegalStateException("when?");
		})).collectList().block();
		assertThat(out).hasSize(10);
		Integer one = PipelineTap.record(this.orders.stage("enrich"), Mono.just(1), (any) -> {
			throw new IllegalStateException("filtered?");
		}).block();
		assertThat(one).isOne();
		assertThat(processed("success")).isEqualTo(11);
		assertThat(count("pipeline.records.delivered")).isEqualTo(10);
		assertThat(this.registry.get("sightglass.failures").tag("family", "pipeline").counter().count()).isEqualTo(21);
	}

	@Test
	void eachHandleCountsItsOwnFailures() {
		for (Object handle : List.of(this.orders.source("shop"), this.orders.stage("enrich"),
				this.orders.sink("store"))) {
			Breakable.broken(handle, new IllegalStateException("broken"));
		}
		assertThat(this.registry.get("sightglass.failures").tag("family", "pipeline").counter().count()).isEqualTo(3);
	}

	@Test
	void aStageThatThrowsCostsTheStreamNothing() {
		Stage broken = new Stage() {
			@Override
			public void processed(long records) {
				throw new IllegalStateException("broken");
			}

			@Override
			public void stopTiming(long started) {
				throw new IllegalStateException("broken");
			}
		};
		assertThat(Flux.range(0, 10).transform(PipelineTap.stage(broken)).collectList().block()).hasSize(10);
		assertThat(Mono.<Integer>empty()
			.transform((mono) -> Mono.from(PipelineTap.<Integer>stage(broken).apply(mono)))
			.block()).isNull();
	}

	@Test
	void seesEachTimeThatDemandRanOut() {
		Slow slow = new Slow();
		Flux.range(0, 10).transform(PipelineTap.source(this.orders.source("shop"))).subscribe(slow);
		slow.request(4);
		slow.request(3);
		assertThat(count("pipeline.records.received")).isEqualTo(7);
		assertThat(count("pipeline.backpressure")).isEqualTo(2);
		slow.request(Long.MAX_VALUE);
		assertThat(count("pipeline.backpressure")).isEqualTo(2);
	}

	@Test
	void tapsAMono() {
		Mono<String> tapped = Mono.just("order").transform(PipelineTap.stage(this.orders.stage("enrich")));
		assertThat(tapped.block(Duration.ofSeconds(5))).isEqualTo("order");
		assertThat(processed("success")).isOne();
	}

	private double processed(String outcome) {
		return this.registry.get("pipeline.records.processed").tag("outcome", outcome).counter().count();
	}

	private double count(String name) {
		return this.registry.get(name).counter().count();
	}

	private static final class Slow extends BaseSubscriber<Integer> {

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			// Asks for nothing by itself.
		}

	}

}
