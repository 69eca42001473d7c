package io.sightglass.meters.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PipelineMetersTests {

	private final MockClock clock = new MockClock();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, this.clock);

	private final PipelineMeters meters = PipelineMeters.in(new Instruments(this.registry), Sampler.ALWAYS);

	private final Pipeline orders = this.meters.pipeline("orders");

	private final Stage enrich = this.orders.stage("enrich");

	@Test
	void countsAStepOnceThatIsDone() {
		String result;
		try (StageStep step = this.enrich.start()) {
			this.clock.add(Duration.ofMillis(5));
			result = step.done("enriched");
			step.done();
		}
		assertThat(result).isEqualTo("enriched");
		assertThat(processed("success")).isOne();
		assertThat(processed("error")).isZero();
		assertThat(this.registry.get("pipeline.stage.duration").timer().totalTime(MILLIS)).isEqualTo(5);
	}

	@Test
	void takesAForgottenStepForAFailedOne() {
		assertThatIllegalStateException().isThrownBy(() -> {
			try (StageStep step = this.enrich.start()) {
				throw new IllegalStateException("lookup");
			}
		});
		assertThat(processed("error")).isOne();
		assertThat(errors("unfinished")).isOne();
		assertThat(this.registry.get("pipeline.stage.duration").timer().count()).isOne();
	}

	@Test
	void countsAFailureOnceWithItsReason() {
		try (StageStep step = this.enrich.start()) {
			step.failed(new TimeoutException());
		}
		assertThat(processed("error")).isOne();
		assertThat(errors("timeout")).isOne();
	}

	@Test
	void dealsABatchOut() {
		try (StageStep step = this.enrich.start(10)) {
			step.filtered(2);
			step.failed(3, new IllegalArgumentException());
			step.done();
		}
		assertThat(processed("filtered")).isEqualTo(2);
		assertThat(processed("error")).isEqualTo(3);
		assertThat(processed("success")).isEqualTo(5);
		assertThat(errors("invalid")).isEqualTo(3);
		assertThat(this.registry.get("pipeline.stage.duration").timer().count()).isOne();
	}

	@Test
	void startsAHeldStepAgainAndAgain() {
		StageStep step = this.enrich.step();
		step.close();
		for (int n = 0; n < 3; n++) {
			try (StageStep current = step.start()) {
				this.clock.add(Duration.ofMillis(5));
				current.done();
			}
		}
		step.start(4);
		step.start().done();
		assertThat(processed("success")).isEqualTo(4);
		assertThat(processed("error")).isEqualTo(4);
		assertThat(this.registry.get("pipeline.stage.duration").timer().count()).isEqualTo(5);
		assertThat(this.registry.get("pipeline.stage.duration").timer().totalTime(MILLIS)).isEqualTo(15);
	}

	@Test
	void neverCountsMoreThanTheBatchHas() {
		try (StageStep step = this.enrich.start(3)) {
			step.filtered(-1);
			step.filtered(7);
			step.done();
		}
		assertThat(processed("filtered")).isEqualTo(3);
		assertThat(processed("success")).isZero();
	}

	@Test
	void keepsARecordInFlightUntilItsEnd() {
		this.orders.source("shop").received(10);
		this.enrich.processed(4);
		assertThat(inFlight()).isEqualTo(10);
		this.enrich.filtered(2);
		this.enrich.cancelled(1);
		this.enrich.failed(1, null);
		this.orders.sideSink("audit").delivered(9);
		assertThat(inFlight()).isEqualTo(6);
		this.orders.sink("warehouse").delivered(5);
		this.orders.ended(1);
		assertThat(inFlight()).isZero();
	}

	@Test
	void keepsARetriedRecordInThePipeline() {
		this.orders.source("shop").received();
		try (StageStep step = this.enrich.start()) {
			step.retried(new TimeoutException());
		}
		assertThat(inFlight()).isOne();
		assertThat(errors("timeout")).isOne();
		assertThat(processed("error")).isZero();
		assertThat(this.registry.get("pipeline.retries").counter().count()).isOne();
	}

	@Test
	void measuresTheWholeWayFromTheOrigin() {
		Instant origin = Instant.ofEpochMilli(this.clock.wallTime());
		this.clock.add(Duration.ofSeconds(3));
		this.orders.sink("warehouse").deliveredSince(origin);
		this.orders.sink("warehouse").deliveredSince(origin.plusSeconds(60));
		assertThat(this.registry.get("pipeline.latency").timer().totalTime(MILLIS)).isEqualTo(3000);
		assertThat(this.registry.get("pipeline.latency").timer().count()).isEqualTo(2);
		assertThat(this.registry.get("pipeline.records.delivered").counter().count()).isEqualTo(2);
	}

	@Test
	void showsABufferThatFillsAndFalls() {
		ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(4);
		Buffer buffer = this.orders.buffer("enrich", queue);
		while (queue.offer("order")) {
			// Until it is full.
		}
		assertThat(gauge("pipeline.buffer.utilization")).isOne();
		assertThat(gauge("pipeline.buffer.size")).isEqualTo(4);
		queue.remove();
		assertThat(gauge("pipeline.buffer.utilization")).isEqualTo(0.75);
		buffer.close();
		assertThat(gauge("pipeline.buffer.utilization")).isZero();
	}

	@Test
	void addsSeveralQueuesOfAStageUp() {
		this.orders.buffer("enrich", () -> 3, () -> 4);
		this.orders.buffer("enrich", () -> 1, () -> 4);
		assertThat(gauge("pipeline.buffer.utilization")).isEqualTo(0.5);
		assertThat(gauge("pipeline.buffer.size")).isEqualTo(4);
	}

	@Test
	void letsACheckpointAge() {
		Checkpoint checkpoint = this.orders.checkpoint();
		this.clock.add(Duration.ofSeconds(7));
		assertThat(gauge("pipeline.checkpoint.age")).isEqualTo(7);
		checkpoint.saved();
		this.clock.add(Duration.ofSeconds(2));
		assertThat(gauge("pipeline.checkpoint.age")).isEqualTo(2);
		assertThat(this.registry.get("pipeline.checkpoints").counter().count()).isOne();
	}

	@Test
	void countsAndFoldsPipelines() {
		for (int i = 0; i < 150; i++) {
			this.meters.pipeline("p" + i).source("s").received();
		}
		assertThat(gauge("pipelines.registered")).isEqualTo(101);
		assertThat(this.registry.get("pipeline.records.received").tag("pipeline", "other").counter().count())
			.isEqualTo(51);
	}

	@Test
	void countsExactlyWhatItDoesNotTime() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		Pipeline pipeline = PipelineMeters.in(new Instruments(registry), Sampler.of(0.01)).pipeline("orders");
		Stage stage = pipeline.stage("enrich");
		for (int i = 0; i < 10_000; i++) {
			try (StageStep step = stage.start()) {
				step.done();
			}
			pipeline.sink("warehouse").deliveredSince(Instant.now());
		}
		assertThat(registry.get("pipeline.records.processed").tag("outcome", "success").counter().count())
			.isEqualTo(10_000);
		assertThat(registry.get("pipeline.records.delivered").counter().count()).isEqualTo(10_000);
		assertThat(registry.get("pipeline.stage.duration").timer().count()).isBetween(20L, 400L);
		assertThat(registry.get("pipeline.latency").timer().count()).isBetween(20L, 400L);
	}

	@Test
	void survivesARegistryThatHasTheNameAlready() {
		PrometheusMeterRegistry taken = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		taken.gauge("pipeline.records.received", Tags.of(Tag.of("pipeline", "orders"), Tag.of("source", "shop")), 1);
		PipelineMeters meters = PipelineMeters.in(new Instruments(taken), Sampler.ALWAYS);
		meters.pipeline("orders").source("shop").received();
		assertThat(taken.get("sightglass.failures").counter().count()).isOne();
	}

	private static final TimeUnit MILLIS = TimeUnit.MILLISECONDS;

	private double processed(String outcome) {
		return this.registry.get("pipeline.records.processed").tag("outcome", outcome).counter().count();
	}

	private double errors(String kind) {
		return this.registry.get("pipeline.errors").tag("error", kind).counter().count();
	}

	private double inFlight() {
		return gauge("pipeline.records.in.flight");
	}

	private double gauge(String name) {
		return this.registry.get(name).gauge().value();
	}

}
