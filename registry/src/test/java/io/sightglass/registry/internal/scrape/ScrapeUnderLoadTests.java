package io.sightglass.registry.internal.scrape;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.sightglass.registry.internal.text.ScrapeFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class ScrapeUnderLoadTests {

	private static final Pattern LINE = Pattern
		.compile("(# (HELP|TYPE|EOF).*|[a-z_:0-9]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*\\})? [-+.0-9EInfNa]+)");

	private final Scene scene = new Scene();

	@Test
	void isWholeWhileMetersComeAndGo() throws Exception {
		this.scene.meters.counter("steady", "k", "v").increment(7);
		AtomicBoolean done = new AtomicBoolean();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		List<Future<?>> running = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			int own = i;
			running.add(threads.submit(() -> churn(own, done)));
		}
		List<Future<?>> scrapes = new ArrayList<>();
		for (ScrapeFormat format : ScrapeFormat.values()) {
			scrapes.add(threads.submit(() -> scrape(format)));
		}
		for (Future<?> scrape : scrapes) {
			scrape.get();
		}
		done.set(true);
		for (Future<?> each : running) {
			each.get();
		}
		threads.shutdown();
		assertThat(this.scene.failures).isEmpty();
		this.scene.assertSame();
	}

	private void churn(int own, AtomicBoolean done) {
		List<Meter> held = new ArrayList<>();
		for (int i = 0; !done.get(); i++) {
			held.add(this.scene.meters.counter("churned", "own", own + "-" + i % 50));
			held.add(Timer.builder("timed." + i % 5)
				.tag("own", own + "-" + i)
				.serviceLevelObjectives(Duration.ofMillis(5))
				.register(this.scene.meters));
			if (held.size() > 100) {
				held.forEach(this.scene.meters::remove);
				held.clear();
			}
		}
	}

	private void scrape(ScrapeFormat format) {
		for (int i = 0; i < 200; i++) {
			String text = this.scene.fast(format, null);
			assertThat(text).contains("steady_total{k=\"v\"} 7.0\n");
			text.lines().forEach((line) -> assertThat(LINE.matcher(line).matches()).as(line).isTrue());
		}
	}

	@Test
	void whatIsRemovedIsReleased() throws InterruptedException {
		List<WeakReference<Meter>> references = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			references.add(new WeakReference<>(this.scene.meters.counter("gone", "i", "" + i)));
		}
		this.scene.meters.counter("stays").increment();
		assertThat(this.scene.isAllFast()).isTrue();
		// At once, without a scrape in between.
		this.scene.meters.find("gone").counters().forEach(this.scene.meters::remove);
		awaitRelease(references);
		assertThat(this.scene.fast(ScrapeFormat.TEXT, null)).doesNotContain("gone").contains("stays");
	}

	@Test
	void withoutAScrapeNothingPilesUp() {
		this.scene.meters.counter("churned", "i", "stays");
		for (int i = 0; i < 20_000; i++) {
			this.scene.meters.remove(this.scene.meters.counter("churned", "i", "" + i));
		}
		assertThat(this.scene.collectors.multi()).singleElement()
			.extracting(SafeMultiCollector::family)
			.satisfies((family) -> assertThat(Objects.requireNonNull(family).pending()).isLessThan(200));
	}

	private static void awaitRelease(List<WeakReference<Meter>> references) throws InterruptedException {
		for (int i = 0; i < 100 && references.stream().anyMatch((any) -> any.get() != null); i++) {
			System.gc();
			new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
		}
		assertThat(references).allMatch((any) -> any.get() == null);
	}

}
