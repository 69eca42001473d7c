package io.sightglass.meters.instrument;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.registry.catalogue.SelfMeter;
import io.sightglass.registry.failure.Failures;
import io.sightglass.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class HangingMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Instruments instruments = new Instruments(this.registry, "", Duration.ofMillis(50));

	private final CountDownLatch stuck = new CountDownLatch(1);

	private final AtomicInteger inside = new AtomicInteger();

	@AfterEach
	void free() {
		this.stuck.countDown();
	}

	@Test
	void aGaugeThatHangsHoldsOneScrapeAndShowsNothingInTheNext() throws Exception {
		Gauge gauge = this.instruments.gauge(SelfMeter.SERIES, this, HangingMetersTests::hang);
		Thread first = scrape(gauge::value);
		for (int i = 0; i < 20; i++) {
			assertThat(afterPatience(gauge::value)).isNaN();
		}
		assertThat(this.inside).hasValue(1);
		assertThat(failures()).isEqualTo(20);
		this.stuck.countDown();
		first.join();
		assertThat(gauge.value()).isEqualTo(42);
		assertThat(failures()).isEqualTo(20);
	}

	@Test
	void aTotalThatHangsStandsAtItsLastValue() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		FunctionCounter counter = this.instruments.functionCounter(SelfMeter.FAILURES, asked,
				(count) -> (count.incrementAndGet() == 1) ? 7 : hang(), "kernel");
		assertThat(counter.count()).isEqualTo(7);
		Thread first = scrape(counter::count);
		assertThat(afterPatience(counter::count)).isEqualTo(7);
		this.stuck.countDown();
		first.join();
		assertThat(counter.count()).isEqualTo(42);
	}

	@Test
	void theLogShowsWhereItHangs() throws Exception {
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		Logger logger = (Logger) LoggerFactory.getLogger(Failures.class);
		logger.addAppender(log);
		Gauge gauge = this.instruments.gauge(SelfMeter.SERIES, this, HangingMetersTests::hang);
		scrape(gauge::value);
		afterPatience(gauge::value);
		afterPatience(gauge::value);
		logger.detachAppender(log);
		assertThat(log.list).singleElement()
			.satisfies((event) -> assertThat(event.getThrowableProxy().getStackTraceElementProxyArray())
				.anyMatch((element) -> element.toString().contains("HangingMetersTests.hang")));
	}

	@Test
	void readersAtOnceAreNotMistakenForOnesThatHang() throws Exception {
		Gauge gauge = new Instruments(this.registry).gauge(SelfMeter.SERIES, this, (self) -> 3);
		AtomicInteger wrong = new AtomicInteger();
		Threads.run(8, (thread) -> {
			for (int i = 0; i < 20_000; i++) {
				if (gauge.value() != 3) {
					wrong.incrementAndGet();
				}
			}
		});
		assertThat(wrong).hasValue(0);
	}

	private double hang() {
		this.inside.incrementAndGet();
		try {
			this.stuck.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return 42;
	}

	private Thread scrape(Runnable meter) {
		Thread thread = new Thread(meter, "scrape");
		thread.setDaemon(true);
		thread.start();
		while (this.inside.get() == 0) {
			Thread.onSpinWait();
		}
		return thread;
	}

	private static double afterPatience(DoubleSupplier meter) throws InterruptedException {
		Thread.sleep(60);
		return meter.getAsDouble();
	}

	private double failures() {
		return this.registry.get("sightglass.failures").tag("family", "sightglass").counter().count();
	}

}
