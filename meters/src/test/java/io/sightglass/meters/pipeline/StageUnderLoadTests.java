package io.sightglass.meters.pipeline;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

class StageUnderLoadTests {

	private static final int RECORDS = 50_000;

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Pipeline orders = PipelineMeters.in(new Instruments(this.registry), Sampler.ALWAYS)
		.pipeline("orders");

	@Test
	void countsExactlyFromManyThreads() throws Exception {
		Stage stage = this.orders.stage("enrich");
		Source source = this.orders.source("shop");
		Sink sink = this.orders.sink("warehouse");
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Callable<Void>> work = IntStream.range(0, 8).<Callable<Void>>mapToObj((i) -> () -> {
				for (int n = 0; n < RECORDS; n++) {
					source.received();
					oneStep(stage, n);
					if (n % 10 > 1) {
						sink.delivered();
					}
				}
				return null;
			}).toList();
			for (Future<Void> done : threads.invokeAll(work)) {
				done.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(processed("filtered")).isEqualTo(8 * RECORDS / 10);
		assertThat(processed("error")).isEqualTo(8 * RECORDS / 10);
		assertThat(processed("success")).isEqualTo(8 * RECORDS / 10 * 8);
		assertThat(this.registry.get("pipeline.errors").counter().count()).isEqualTo(8 * RECORDS / 10);
		assertThat(this.registry.get("pipeline.stage.duration").timer().count()).isEqualTo(8 * RECORDS);
		assertThat(this.registry.get("pipeline.records.in.flight").gauge().value()).isZero();
	}

	@Test
	void keepsNestedStepsApart() {
		Stage outer = this.orders.stage("outer");
		Stage inner = this.orders.stage("inner");
		try (StageStep around = outer.start(2)) {
			try (StageStep within = inner.start()) {
				around.filtered(1);
				within.done();
			}
			around.done();
		}
		assertThat(this.registry.get("pipeline.records.processed")
			.tags("stage", "inner", "outcome", "success")
			.counter()
			.count()).isOne();
		assertThat(processed("filtered", "outer")).isOne();
		assertThat(processed("success", "outer")).isOne();
	}

	@Test
	void allocatesNothingBetweenBeginAndEnd() {
		Stage stage = this.orders.stage("enrich");
		long bytes = bytesOfARound(() -> {
			for (int i = 0; i < RECORDS; i++) {
				long begun = stage.startTiming();
				stage.processed(1);
				stage.stopTiming(begun);
			}
		});
		assertThat(bytes).isLessThan(RECORDS / 10);
	}

	@Test
	void allocatesNothingForAStepThatIsHeld() {
		StageStep step = this.orders.stage("enrich").step();
		long bytes = bytesOfARound(() -> {
			for (int i = 0; i < RECORDS; i++) {
				try (StageStep current = step.start()) {
					if (i % 10 == 0) {
						current.filtered();
					}
					else if (i % 10 > 1) {
						current.done();
					}
				}
			}
		});
		assertThat(bytes).isLessThan(RECORDS / 10);
	}

	// Java 21 and newer: a thread of its own for each record.
	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void countsExactlyFromVirtualThreads() throws Exception {
		Stage stage = this.orders.stage("enrich");
		ExecutorService threads = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
			.invoke(null);
		List<Callable<Void>> work = IntStream.range(0, 10_000).<Callable<Void>>mapToObj((n) -> () -> {
			oneStep(stage, n);
			return null;
		}).toList();
		for (Future<Void> done : threads.invokeAll(work)) {
			done.get();
		}
		threads.shutdown();
		assertThat(processed("filtered")).isEqualTo(1000);
		assertThat(processed("error")).isEqualTo(1000);
		assertThat(processed("success")).isEqualTo(8000);
		assertThat(this.registry.get("pipeline.stage.duration").timer().count()).isEqualTo(10_000);
	}

	@Test
	void allocatesNothingForAStepThatIsOneCall() {
		Stage stage = this.orders.stage("enrich");
		long bytes = bytesOfARound(() -> {
			for (int i = 0; i < RECORDS; i++) {
				stage.call(() -> stage);
			}
		});
		assertThat(bytes).as("bytes of %d steps", RECORDS).isLessThan(RECORDS / 10);
	}

	// The best of many rounds: what the compilers do beside the first ones does not
	// count.
	private static long bytesOfARound(Runnable round) {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 200 && least > RECORDS / 10; i++) {
			long before = THREADS.getCurrentThreadAllocatedBytes();
			round.run();
			least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
		}
		return least;
	}

	private static void oneStep(Stage stage, int n) {
		try (StageStep step = stage.start()) {
			if (n % 10 == 0) {
				step.filtered();
			}
			else if (n % 10 > 1) {
				step.done();
			}
		}
	}

	private double processed(String outcome) {
		return processed(outcome, "enrich");
	}

	private double processed(String outcome, String stage) {
		return this.registry.get("pipeline.records.processed")
			.tags("stage", stage, "outcome", outcome)
			.counter()
			.count();
	}

}
