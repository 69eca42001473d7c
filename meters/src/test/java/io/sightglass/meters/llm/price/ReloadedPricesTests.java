package io.sightglass.meters.llm.price;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.registry.failure.Failures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class ReloadedPricesTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void takesNewPricesAndKeepsTheLastGoodOnes() {
		AtomicReference<String> file = new AtomicReference<>("model,unit,usd\nm,input,1\n");
		try (ReloadedPrices prices = new ReloadedPrices(() -> new StringReader(file.get()), Duration.ofHours(1),
				new Instruments(this.registry).failures())) {
			assertThat(input(prices)).isEqualTo(1);
			file.set("model,unit,usd\nm,input,2\n");
			prices.reload();
			assertThat(input(prices)).isEqualTo(2);
			file.set("a login page");
			prices.reload();
			assertThat(input(prices)).isEqualTo(2);
			assertThat(this.registry.get("sightglass.failures").tag("family", "llm").counter().count()).isEqualTo(1);
		}
	}

	@Test
	void aFileOnAFullDiskLeavesTheLastGoodPrices(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("prices.csv"), "model,unit,usd\nm,input,25\nn,output,2\n");
		try (ReloadedPrices prices = prices(() -> Files.newBufferedReader(file))) {
			assertThat(input(prices)).isEqualTo(25);
			List<String> cut = List.of("", "model,un", "model,unit,usd\n", "model,unit,usd\nm,input,2",
					"model,unit,usd\nm,input,25\nn,output,");
			for (String broken : cut) {
				Files.writeString(file, broken);
				prices.reload();
				assertThat(input(prices)).isEqualTo(25);
			}
			assertThat(failures()).isEqualTo(cut.size());
			Files.writeString(file, "model,unit,usd\nm,input,26\n");
			prices.reload();
			assertThat(input(prices)).isEqualTo(26);
		}
	}

	@Test
	void eachFaultOfAFileIsLoggedWithItsPlace() {
		Logger logger = (Logger) LoggerFactory.getLogger(Failures.class);
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		logger.addAppender(log);
		AtomicReference<String> file = new AtomicReference<>("model,unit,usd\nm,input,1\n");
		try (ReloadedPrices prices = prices(() -> new StringReader(file.get()))) {
			for (String wrong : List.of("m,input,-1\n", "m,input,x\n", "m,input,-1\n", "\"m,input,1\n")) {
				file.set("model,unit,usd\nn,input,1\n" + wrong);
				prices.reload();
			}
			assertThat(failures()).isEqualTo(4);
			assertThat(log.list).hasSize(3)
				.allSatisfy((line) -> assertThat(line.getThrowableProxy().getMessage()).contains("line 3"));
		}
		finally {
			logger.detachAppender(log);
		}
	}

	@Test
	void faultsWithoutEndLeaveTheLogToOthers() {
		Logger logger = (Logger) LoggerFactory.getLogger(Failures.class);
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		logger.addAppender(log);
		AtomicReference<String> file = new AtomicReference<>("model,unit,usd\nm,input,1\n");
		Failures failures = new Instruments(this.registry).failures();
		try (ReloadedPrices prices = new ReloadedPrices(() -> new StringReader(file.get()), Duration.ofHours(1),
				failures)) {
			for (int i = 0; i < 300; i++) {
				file.set("model,unit,usd\nn,input,1\nm" + i + ",input,-1\n");
				prices.reload();
			}
			assertThat(failures()).isEqualTo(300);
			assertThat(log.list).hasSizeLessThan(30);
			failures.record("orders", new IllegalStateException("also"));
			assertThat(log.list.get(log.list.size() - 1).getMessage()).contains("orders");
		}
		finally {
			logger.detachAppender(log);
		}
	}

	@Test
	void aDiskThatFailsHalfWayLeavesTheLastGoodPrices() {
		AtomicBoolean broken = new AtomicBoolean();
		try (ReloadedPrices prices = prices(
				() -> broken.get() ? new HalfReader() : new StringReader("model,unit,usd\nm,input,3"))) {
			broken.set(true);
			prices.reload();
			assertThat(input(prices)).isEqualTo(3);
			assertThat(failures()).isEqualTo(1);
		}
	}

	@Test
	@Timeout(60)
	void aPlaceThatStallsDelaysNobodyForLong() throws Exception {
		CountDownLatch stalls = new CountDownLatch(1);
		try (ReloadedPrices prices = prices(() -> {
			stalls.await();
			return new StringReader("model,unit,usd\nm,input,4\n");
		})) {
			assertThat(prices.price("any", "m")).isNull();
			assertThat(failures()).isEqualTo(1);
			stalls.countDown();
			while (prices.price("any", "m") == null) {
				Thread.onSpinWait();
			}
			assertThat(input(prices)).isEqualTo(4);
		}
	}

	private ReloadedPrices prices(Callable<Reader> place) {
		return new ReloadedPrices(place, Duration.ofHours(1), new Instruments(this.registry).failures());
	}

	private double failures() {
		return this.registry.get("sightglass.failures").tag("family", "llm").counter().count();
	}

	private static double input(PriceBook prices) {
		ModelPrice price = Objects.requireNonNull(prices.price("any", "m"));
		return Dollars.usd(price.cost(new LlmUsage(1_000_000, 0, 0, 0, 0), LlmTier.STANDARD));
	}

	private static final class HalfReader extends StringReader {

		HalfReader() {
			super("model,unit,usd\nm,input,99\n");
		}

		@Override
		public int read(char[] target, int offset, int length) throws IOException {
			int read = super.read(target, offset, length);
			if (read < 0) {
				throw new IOException("Input/output error");
			}
			return read;
		}

	}

}
