package io.sightglass.meters.llm.price;

import java.io.Reader;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever becomes of a reading, the next one comes.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingPricesTests {

	private static final String GOOD = "model,unit,usd\nm,input,1\nm,output,2\n";

	private static final Duration PATIENCE = Duration.ofMillis(100);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final CountDownLatch over = new CountDownLatch(1);

	private final AtomicInteger hanging = new AtomicInteger();

	@AfterEach
	void letGo() {
		this.over.countDown();
	}

	@Test
	void anErrorDoesNotEndTheReadings() {
		List<Error> errors = List.of(new OutOfMemoryError("as it should"), new StackOverflowError("as it should"),
				new NoClassDefFoundError("as it should"), new InternalError("as it should"));
		AtomicInteger readings = new AtomicInteger();
		try (ReloadedPrices prices = prices(() -> {
			int reading = readings.getAndIncrement();
			if (reading < errors.size()) {
				throw errors.get(reading);
			}
			return new StringReader(GOOD);
		}, Duration.ofMillis(5), Duration.ofSeconds(30))) {
			await(() -> prices.price("any", "m") != null);
		}
		assertThat(failures()).isEqualTo(4);
	}

	@Test
	void aReadingThatLetsNobodyGoIsGivenUpAndTheNextOneComes() {
		AtomicInteger readings = new AtomicInteger();
		try (ReloadedPrices prices = prices(() -> {
			if (readings.getAndIncrement() < 2) {
				hang();
			}
			return new StringReader(GOOD);
		}, Duration.ofMillis(5), PATIENCE)) {
			await(() -> prices.price("any", "m") != null);
		}
		assertThat(failures()).isEqualTo(2);
	}

	@Test
	void aReadingThatIsGivenUpIsInterruptedAndSetsNoPrice() {
		CountDownLatch interrupted = new CountDownLatch(1);
		AtomicInteger readings = new AtomicInteger();
		try (ReloadedPrices prices = prices(() -> {
			if (readings.getAndIncrement() == 0) {
				try {
					this.over.await();
				}
				catch (InterruptedException ex) {
					interrupted.countDown();
				}
				return new StringReader("model,unit,usd\nm,input,9\n");
			}
			return new StringReader(GOOD);
		}, Duration.ofHours(1), PATIENCE)) {
			prices.reload();
			await(() -> interrupted.getCount() == 0);
			assertThat(prices.price("any", "m")).isEqualTo(ModelPrice.perMillion("1", "2"));
		}
	}

	@Test
	void readingsThatLetNobodyGoHoldFewThreads() {
		try (ReloadedPrices prices = prices(() -> {
			hang();
			return new StringReader(GOOD);
		}, Duration.ofHours(1), PATIENCE)) {
			for (int i = 0; i < 6; i++) {
				prices.reload();
			}
			assertThat(this.hanging).hasValue(3);
			this.over.countDown();
			await(() -> {
				prices.reload();
				return prices.price("any", "m") != null;
			});
		}
	}

	@Test
	void whatIsWrongIsSaidWithThePlaceTheLineAndTheModel() {
		try (ReloadedPrices prices = prices(() -> new StringReader(GOOD + "n,input,x\n"), Duration.ofHours(1),
				PATIENCE)) {
			assertThat(prices.price("any", "m")).isNotNull();
			assertThat(failures()).isOne();
		}
	}

	// For as long as the test may take.
	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			LockSupport.parkNanos(1_000_000);
		}
	}

	private void hang() {
		this.hanging.incrementAndGet();
		boolean hangs = true;
		while (hangs) {
			try {
				hangs = this.over.getCount() > 0 && !this.over.await(1, TimeUnit.HOURS);
			}
			catch (InterruptedException ignored) {
				// As a read of a pipe does.
			}
		}
	}

	private ReloadedPrices prices(Callable<Reader> place, Duration interval, Duration patience) {
		return new ReloadedPrices("prices.csv", place, interval, new Instruments(this.registry).failures(), patience);
	}

	private double failures() {
		Counter failures = this.registry.find("sightglass.failures").tag("family", "llm").counter();
		return (failures != null) ? failures.count() : 0;
	}

}
