package io.sightglass.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MockClock;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.sightglass.registry.internal.natives.NativeReading;
import io.sightglass.registry.internal.natives.NativeShape;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NativeStripesTests {

	private static final int THREADS = 8;

	private static final int ROUNDS = 100_000;

	private final AtomicLongArray counted = new AtomicLongArray(THREADS);

	@Test
	void countEveryRecordingOfThreadsThatMeetWhileBucketsBecomeWider() throws Exception {
		NativeStripes stripes = new NativeStripes(new NativeShape(8, 50, 0, Duration.ZERO), Bounds.of(1e3, 1e6), true,
				Clock.SYSTEM);
		AtomicBoolean done = new AtomicBoolean();
		Future<?> reader = Executors.newSingleThreadExecutor().submit(() -> {
			long count = 0;
			while (!done.get()) {
				HistogramDataPointSnapshot point = point(stripes.reading());
				assertThat(point.getCount()).isGreaterThanOrEqualTo(count);
				assertThat(point.getNativeBucketsForPositiveValues().size()).isLessThanOrEqualTo(50);
				count = point.getCount();
			}
		});
		long[] sums = together((random, i) -> {
			long nanos = (long) Math.exp(random.nextDouble() * 25);
			stripes.add(nanos);
			return nanos;
		});
		done.set(true);
		reader.get();
		NativeReading reading = stripes.reading();
		assertThat(point(reading).getCount()).isEqualTo((long) THREADS * ROUNDS);
		assertThat(stripes.count()).isEqualTo((long) THREADS * ROUNDS);
		assertThat(stripes.sum()).isEqualTo(Arrays.stream(sums).sum());
		long[] classic = new long[3];
		stripes.counts(classic);
		assertThat(classic).isEqualTo(reading.counts().classic());
		assertThat(Arrays.stream(classic).sum()).isEqualTo((long) THREADS * ROUNDS);
	}

	@Test
	void loseNothingWhenTheyBeginAnew() throws Exception {
		MockClock clock = new MockClock();
		NativeStripes stripes = new NativeStripes(new NativeShape(8, 5, 0, Duration.ofNanos(1)), Bounds.of(), true,
				clock);
		AtomicBoolean done = new AtomicBoolean();
		long[] total = new long[4];
		Future<?> reader = Executors.newSingleThreadExecutor().submit(() -> {
			while (!done.get()) {
				// No thread counts for longer than it takes until they begin anew.
				long[] before = counted();
				while (!done.get() && IntStream.range(0, THREADS)
					.anyMatch((i) -> before[i] >= 0 && this.counted.get(i) == before[i])) {
					Thread.onSpinWait();
				}
				clock.add(1, TimeUnit.HOURS);
				increase(total, stripes.reading());
			}
		});
		together((random, i) -> {
			stripes.add(1 + random.nextInt(1_000_000));
			return 0;
		});
		done.set(true);
		reader.get();
		increase(total, stripes.reading());
		assertThat(total[3]).as("how often").isGreaterThan(2);
		assertThat(total[1]).isEqualTo((long) THREADS * ROUNDS);
	}

	private long[] counted() {
		return IntStream.range(0, THREADS).mapToLong(this.counted::get).toArray();
	}

	// As Prometheus has it: a counter that is said to have begun anew.
	private static void increase(long[] total, NativeReading reading) {
		long count = Arrays.stream(reading.counts().classic()).sum();
		boolean anew = reading.created() != total[2];
		total[1] += anew ? count : count - total[0];
		total[0] = count;
		total[2] = reading.created();
		total[3] += anew ? 1 : 0;
	}

	private static HistogramDataPointSnapshot point(NativeReading reading) {
		return reading.counts()
			.snapshot(ClassicHistogramBuckets.EMPTY, reading.sum(), Labels.EMPTY, Exemplars.EMPTY, reading.created());
	}

	private long[] together(Work work) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		CyclicBarrier start = new CyclicBarrier(THREADS);
		List<Future<Long>> all = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			int thread = i;
			Random random = new Random(thread);
			all.add(threads.submit(() -> {
				start.await();
				long sum = 0;
				for (int round = 0; round < ROUNDS; round++) {
					sum += work.run(random, round);
					this.counted.incrementAndGet(thread);
				}
				this.counted.set(thread, -1);
				return sum;
			}));
		}
		long[] sums = new long[THREADS];
		for (int i = 0; i < THREADS; i++) {
			sums[i] = all.get(i).get();
		}
		threads.shutdown();
		return sums;
	}

	private interface Work {

		long run(Random random, int round);

	}

}
