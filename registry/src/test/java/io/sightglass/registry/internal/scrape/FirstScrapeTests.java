package io.sightglass.registry.internal.scrape;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightglass.registry.internal.text.ScrapeFormat;
import io.sightglass.testing.ChildJvm;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first scrape after very many new series compares some of them with what the client
 * library makes of those, so that it takes little more memory than their text.
 */
class FirstScrapeTests {

	private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	@Test
	void takesLittleMoreMemoryThanTheClientAndSaysTheSame() throws IOException {
		Scene warm = new Scene();
		register(warm.meters, 2_000);
		warm.fast.write(ScrapeFormat.TEXT, null, OutputStream.nullOutputStream());
		Scene scene = new Scene();
		register(scene.meters, 40_000);
		long before = threads.getCurrentThreadAllocatedBytes();
		scene.fast.write(ScrapeFormat.TEXT, null, OutputStream.nullOutputStream());
		long first = threads.getCurrentThreadAllocatedBytes() - before;
		before = threads.getCurrentThreadAllocatedBytes();
		scene.meters.scrape(OutputStream.nullOutputStream(), "text/plain");
		long client = threads.getCurrentThreadAllocatedBytes() - before;
		// Text is made once a series; what the client library makes each time is kept
		// until it is written.
		assertThat(first).as("of " + client).isLessThan(2 * client);
		before = threads.getCurrentThreadAllocatedBytes();
		scene.fast.write(ScrapeFormat.TEXT, null, OutputStream.nullOutputStream());
		assertThat(threads.getCurrentThreadAllocatedBytes() - before).as("the second").isLessThan(client / 10);
		scene.assertSame();
	}

	@Test
	void aLargeFamilyWithFunctionsAmongItIsComparedAsAWhole() throws IOException {
		Scene scene = new Scene();
		register(scene.meters, 5_000);
		FunctionCounter.builder("placed", scene, (any) -> 7)
			.tags("country", "de", "series", "a function")
			.register(scene.meters);
		scene.assertSame();
		scene.meters.counter("placed", "country", "de", "series", "one more").increment(0.5);
		scene.assertSame();
	}

	@Test
	void theHelpOfALargeFamilyIsThatOfTheClient() {
		Scene scene = new Scene();
		for (int i = 0; i < 3_000; i++) {
			Counter.builder("told")
				.description("as number " + (i % 7) + " says")
				.tag("series", "number " + i)
				.register(scene.meters)
				.increment();
		}
		scene.assertSame();
	}

	@Test
	void aHundredAtOnceAreAllAnsweredInASmallHeap() {
		ChildJvm.Ended ended = new ChildJvm().with("-Xmx400m").run(FirstScrapeTests.class);
		assertThat(ended.status()).as(ended.output()).isZero();
	}

	/**
	 * A hundred scrapes of sixty thousand series that none has had before.
	 * @param args how many counters there are, if not 40,000; half as many are timers
	 * @throws Exception if one of them fails
	 */
	public static void main(String[] args) throws Exception {
		Scene scene = new Scene();
		int counters = (args.length > 0) ? Integer.parseInt(args[0]) : 40_000;
		register(scene.meters, counters);
		ExecutorService scrapers = Executors.newFixedThreadPool(100);
		List<Future<Integer>> all = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			all.add(scrapers.submit(() -> {
				Lines lines = new Lines();
				scene.fast.write(ScrapeFormat.TEXT, null, lines);
				return lines.count;
			}));
		}
		for (Future<Integer> each : all) {
			assertThat(each.get()).isGreaterThan(counters / 2 * 3);
		}
		scrapers.shutdown();
	}

	// Counters, and half as many timers with four buckets.
	private static void register(MeterRegistry registry, int counters) {
		for (int i = 0; i < counters; i++) {
			registry.counter("placed", "country", "de", "series", "number " + i).increment(i);
			if (i % 2 == 0) {
				Timer.builder("took")
					.serviceLevelObjectives(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(1))
					.tag("series", "number " + i)
					.register(registry)
					.record(Duration.ofMillis(i));
			}
		}
	}

	private static final class Lines extends OutputStream {

		private int count;

		@Override
		public void write(int next) {
			this.count += (next == '\n') ? 1 : 0;
		}

		@Override
		public void write(byte[] bytes, int offset, int length) {
			for (int i = offset; i < offset + length; i++) {
				write(bytes[i]);
			}
		}

	}

}
