package io.sightglass.registry.clock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The clock with its real thread.
 */
@Timeout(60)
class TickerTests {

	private final AtomicLong wall = new AtomicLong(SettableClock.START);

	private final Clock exact = new Clock() {

		@Override
		public long wallTime() {
			return TickerTests.this.wall.get();
		}

		@Override
		public long monotonicTime() {
			return 0;
		}

	};

	@Test
	void followsTheExactClockWhileItIsBusy() {
		try (CoarseClock clock = new CoarseClock(this.exact)) {
			readOften(clock);
			for (int i = 0; i < 20; i++) {
				long now = this.wall.addAndGet(3);
				until(() -> clock.wallTime() == now);
			}
		}
	}

	@Test
	void itsThreadIsADaemonWithoutTheCallersClassLoader() {
		Thread thread = Ticker.thread(() -> {
		});
		assertThat(thread.isDaemon()).isTrue();
		assertThat(thread.getContextClassLoader()).isSameAs(Ticker.class.getClassLoader());
	}

	@Test
	void leavesNoThreadBehindWhenClosed() {
		Thread[] made = new Thread[1];
		CoarseClock clock = new CoarseClock(this.exact, (ticker) -> made[0] = Ticker.thread(ticker));
		readOften(clock);
		assertThat(made[0].isAlive()).isTrue();
		clock.close();
		until(() -> !made[0].isAlive());
		readOften(clock);
		assertThat(made[0].isAlive()).isFalse();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void isReadFromVirtualThreads() throws Exception {
		ExecutorService threads = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
			.invoke(null);
		Thread[] made = new Thread[1];
		try (CoarseClock clock = new CoarseClock(this.exact, (ticker) -> made[0] = Ticker.thread(ticker))) {
			List<Future<?>> readers = new ArrayList<>();
			for (int i = 0; i < 1000; i++) {
				readers.add(threads.submit(() -> readOften(clock)));
			}
			for (Future<?> reader : readers) {
				reader.get();
			}
			long now = this.wall.addAndGet(3);
			until(() -> clock.wallTime() == now);
			assertThat(made[0].isDaemon()).isTrue();
		}
		finally {
			threads.shutdown();
		}
		until(() -> !made[0].isAlive());
	}

	@Test
	void isExactOnceItsThreadHasEnded() {
		boolean[] broken = new boolean[1];
		Clock failing = new Clock() {

			@Override
			public long wallTime() {
				return TickerTests.this.wall.get();
			}

			@Override
			public long monotonicTime() {
				if (broken[0]) {
					throw new IllegalStateException("on purpose");
				}
				return 0;
			}

		};
		Thread[] made = new Thread[1];
		try (CoarseClock clock = new CoarseClock(failing, (ticker) -> {
			made[0] = Ticker.thread(ticker);
			made[0].setUncaughtExceptionHandler((thread, ex) -> {
			});
			return made[0];
		})) {
			readOften(clock);
			broken[0] = true;
			until(() -> !made[0].isAlive());
			this.wall.addAndGet(3);
			assertThat(clock.wallTime()).isEqualTo(this.wall.get());
		}
	}

	@Test
	void anInterruptDoesNotEndIt() {
		Thread[] made = new Thread[1];
		try (CoarseClock clock = new CoarseClock(this.exact, (ticker) -> made[0] = Ticker.thread(ticker))) {
			readOften(clock);
			made[0].interrupt();
			until(() -> !made[0].isInterrupted());
			long now = this.wall.addAndGet(3);
			until(() -> clock.wallTime() == now);
			assertThat(made[0].isAlive()).isTrue();
		}
	}

	@Test
	void neverLagsBehindTheSystemsClockForLong() {
		try (CoarseClock clock = new CoarseClock()) {
			long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500);
			while (System.nanoTime() < end) {
				clock.monotonicTime();
				long before = System.currentTimeMillis();
				long told = clock.wallTime();
				assertThat(told).isLessThanOrEqualTo(System.currentTimeMillis());
				// Generous, for a machine that does other things; the tick is 5 ms.
				assertThat(before - told).isLessThan(Duration.ofSeconds(5).toMillis());
			}
		}
	}

	private static void readOften(Clock clock) {
		for (int i = 0; i < CoarseClock.BUSY; i++) {
			clock.wallTime();
		}
	}

	private static void until(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

}
