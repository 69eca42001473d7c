package io.sightglass.console;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.part.SightglassEndpoint;
import io.sightglass.registry.failure.CircuitBreaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class HangingConsoleTests {

	@Test
	@Timeout(60)
	void aGaugeThatHangsTakesOneThreadAndNotOneEachTimeThatThePageAsks() throws Exception {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch stuck = new CountDownLatch(1);
		Gauge.builder("stuck", () -> {
			inside.countDown();
			await(stuck);
			return 1;
		}).register(registry);
		ConsoleEndpoint endpoint = new ConsoleEndpoint(
				new SnapshotWriter(registry, new FamilyStates(new StandardEnvironment(), ""), () -> ""),
				new ConsoleAssets(), new CircuitBreaker(Duration.ZERO),
				() -> new SightglassEndpoint.Report(List.of(), Map.of(), Map.of()));
		Thread first = new Thread(() -> endpoint.console(ConsoleFormat.SNAPSHOT, null), "first");
		first.start();
		inside.await();
		for (int i = 0; i < 10; i++) {
			assertThat(endpoint.console(ConsoleFormat.SNAPSHOT, null).getStatus()).isEqualTo(503);
			assertThat(endpoint.console(ConsoleFormat.PAGE, null).getStatus()).isEqualTo(200);
		}
		stuck.countDown();
		first.join();
		assertThat(endpoint.console(ConsoleFormat.SNAPSHOT, null).getStatus()).isEqualTo(200);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
