package io.sightglass.registry.internal.scrape;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sightglass.registry.internal.text.ScrapeFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The text that is kept between scrapes goes with what it was made of, also from threads
 * that live on.
 */
@Timeout(120)
class ReleasedTextTests {

	private static final int SERIES = 200;

	private final ExecutorService threads = Executors.newFixedThreadPool(4);

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	void theTextOfMetersThatWereRemovedGoesWithTheNextScrapeOfAny() throws Exception {
		Scene scene = new Scene();
		fill(scene.meters, "gone");
		scene.meters.counter("stays").increment();
		assertThat(scene.isAllFast()).isTrue();
		List<WeakReference<?>> text = text(scene, "gone");
		assertThat(text).hasSize(SERIES * 2);
		scene.meters.getMeters()
			.stream()
			.filter((meter) -> meter.getId().getName().startsWith("gone"))
			.forEach(scene.meters::remove);
		assertThat(scene.fast(ScrapeFormat.OPEN_METRICS, null)).contains("stays_total 1.0").doesNotContain("gone");
		awaitRelease(text);
		assertThat(scene.fast(ScrapeFormat.TEXT, null)).contains("stays_total 1.0");
	}

	@Test
	void oneSeriesOfAFamilyGoesAloneAndTheOthersKeepTheirText() throws Exception {
		Scene scene = new Scene();
		fill(scene.meters, "family");
		assertThat(scene.isAllFast()).isTrue();
		List<WeakReference<?>> text = text(scene, "family.count");
		scene.meters.remove(scene.meters.counter("family.count", "i", "v0"));
		assertThat(scene.fast(ScrapeFormat.TEXT, null)).doesNotContain("family_count_total{i=\"v0\"}");
		awaitRelease(text.subList(0, 1));
		assertThat(text.subList(1, SERIES)).noneMatch((series) -> series.get() == null);
	}

	@Test
	void aRegistryClosedUnderLoadIsScrapedWholeAndThenReleasedWithAllItsText() throws Exception {
		List<WeakReference<?>> released = closedUnderLoad();
		// The threads that filled and scraped it are still there.
		awaitRelease(released);
	}

	// What is only on this stack is gone with it.
	private List<WeakReference<?>> closedUnderLoad() throws Exception {
		Scene scene = new Scene();
		fill(scene.meters, "steady");
		assertThat(scene.isAllFast()).isTrue();
		List<WeakReference<?>> released = text(scene, "steady");
		AtomicInteger scrapes = new AtomicInteger();
		AtomicBoolean over = new AtomicBoolean();
		List<Future<?>> work = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			int own = i;
			work.add(this.threads.submit(() -> churn(scene.meters, own, over)));
			work.add(this.threads.submit(() -> {
				while (!over.get()) {
					assertThat(scene.fast(ScrapeFormat.TEXT, null)
						.lines()
						.filter((line) -> line.startsWith("steady_count_total{"))).hasSize(SERIES);
					scrapes.incrementAndGet();
				}
			}));
		}
		awaitMore(scrapes, work);
		scene.meters.close();
		awaitMore(scrapes, work);
		over.set(true);
		for (Future<?> each : work) {
			each.get();
		}
		assertThat(scene.meters.isClosed()).isTrue();
		assertThat(scene.failures).isEmpty();
		scene.assertSame();
		released.addAll(List.of(new WeakReference<>(scene.meters), new WeakReference<>(scene.collectors),
				new WeakReference<>(scene.fast), new WeakReference<>(scene.plan())));
		return released;
	}

	private static void churn(PrometheusMeterRegistry meters, int own, AtomicBoolean over) {
		for (int i = 0; !over.get(); i++) {
			Counter fleeting = meters.counter("fleeting" + own, "i", "" + i % 100);
			fleeting.increment();
			meters.counter("steady.count", "i", "v" + i % SERIES).increment();
			if (i % 3 == 0) {
				meters.remove(fleeting);
			}
		}
	}

	private static void awaitMore(AtomicInteger scrapes, List<Future<?>> work) {
		int before = scrapes.get();
		while (scrapes.get() < before + 10 && work.stream().noneMatch(Future::isDone)) {
			Thread.onSpinWait();
		}
	}

	@Test
	void whatAUserRegisteredIsNotHeldByTheThreadThatDidIt() throws Exception {
		Scene scene = new Scene();
		WeakReference<?> collector = this.threads.submit(() -> {
			MetricSnapshots none = new MetricSnapshots();
			MultiCollector own = () -> none;
			scene.collectors.register(own);
			scene.collectors.unregister(own);
			return new WeakReference<>(own);
		}).get();
		awaitRelease(List.of(collector));
		assertThat(scene.fast(ScrapeFormat.TEXT, null)).isEmpty();
	}

	private static void fill(PrometheusMeterRegistry meters, String name) {
		for (int i = 0; i < SERIES; i++) {
			meters.counter(name + ".count", "i", "v" + i).increment();
			Timer.builder(name + ".time")
				.tag("i", "v" + i)
				.serviceLevelObjectives(Duration.ofMillis(5), Duration.ofMillis(50))
				.register(meters)
				.record(i, TimeUnit.MILLISECONDS);
		}
	}

	private static List<WeakReference<?>> text(Scene scene, String name) {
		List<WeakReference<?>> text = new ArrayList<>();
		for (Plan.Source source : scene.plan().sources()) {
			Arrays.stream(source.view().children())
				.filter((child) -> startsWith(child.meter(), name))
				.forEach((child) -> text.add(new WeakReference<>(child.labels())));
		}
		return text;
	}

	private static boolean startsWith(@Nullable Meter meter, String name) {
		return meter != null && meter.getId().getName().startsWith(name);
	}

	private static void awaitRelease(List<WeakReference<?>> references) throws InterruptedException {
		for (int i = 0; i < 100 && references.stream().anyMatch((any) -> any.get() != null); i++) {
			System.gc();
			new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
		}
		assertThat(references).allMatch((any) -> any.get() == null);
	}

}
