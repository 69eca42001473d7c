package io.sightglass.meters.endurance;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.pipeline.Buffer;
import io.sightglass.meters.pipeline.PipelineMeters;
import org.jspecify.annotations.Nullable;

/**
 * What goes on beside the recordings: meters come and go, somebody scrapes, and heap and
 * locks are looked at.
 */
final class Disturbance implements AutoCloseable {

	private static final int NAMES = 50;

	private final PrometheusMeterRegistry registry;

	private final PipelineMeters pipelines;

	private final AtomicReference<@Nullable Throwable> wrong = new AtomicReference<>();

	private final List<Thread> threads = new ArrayList<>();

	private volatile boolean over;

	private final AtomicLong scrapes = new AtomicLong();

	private final AtomicLong meters = new AtomicLong();

	private double received;

	Disturbance(PrometheusMeterRegistry registry) {
		this.registry = registry;
		this.pipelines = PipelineMeters.in(new Instruments(registry), Sampler.ALWAYS);
		start("comings and goings", this::comeAndGo);
		start("scrapes", this::scrape);
		start("locks", Disturbance::requireNoDeadlock);
	}

	private void start(String name, Runnable step) {
		Thread thread = new Thread(() -> {
			try {
				while (!this.over) {
					step.run();
					Thread.sleep(2);
				}
			}
			catch (Throwable ex) {
				this.wrong.compareAndSet(null, ex);
			}
		}, name);
		thread.start();
		this.threads.add(thread);
	}

	private void comeAndGo() {
		String name = "n" + (this.meters.getAndIncrement() % NAMES);
		Counter counter = this.registry.counter("churn", "name", name);
		counter.increment();
		Gauge gauge = Gauge.builder("churn.level", this, (self) -> self.meters.get())
			.tag("name", name)
			.register(this.registry);
		ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(4);
		queue.add(name);
		try (Buffer buffer = this.pipelines.pipeline("churn").buffer(name, queue)) {
			double size = this.registry.get("pipeline.buffer.size").tag("stage", name).gauge().value();
			if (size != 1) {
				throw new IllegalStateException("A buffer of 1 shows as " + size);
			}
		}
		this.registry.remove(counter);
		this.registry.remove(gauge);
	}

	private void scrape() {
		String text = this.registry.scrape();
		double now = text.lines()
			.filter((line) -> line.startsWith("pipeline_records_received_total{") && line.contains("\"endurance\""))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
			.sum();
		if (now < this.received) {
			throw new IllegalStateException("A counter fell from " + this.received + " to " + now);
		}
		this.received = now;
		this.scrapes.incrementAndGet();
	}

	private static void requireNoDeadlock() {
		if (ManagementFactory.getThreadMXBean().findDeadlockedThreads() != null) {
			throw new IllegalStateException("Threads are deadlocked");
		}
	}

	static long heapAfterGc() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

	long scrapes() {
		return this.scrapes.get();
	}

	long meters() {
		return this.meters.get();
	}

	@Override
	public void close() throws InterruptedException {
		this.over = true;
		for (Thread thread : this.threads) {
			thread.join();
		}
		Throwable cause = this.wrong.get();
		if (cause != null) {
			throw new IllegalStateException("Something went wrong beside the recordings", cause);
		}
	}

}
