package io.sightglass.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ContextLeaksTests {

	private final List<Object> kept = new ArrayList<>();

	private final CountDownLatch end = new CountDownLatch(1);

	@AfterEach
	void letsGo() {
		this.end.countDown();
		Metrics.globalRegistry.clear();
	}

	@Test
	void findsNothingWhereNothingIsLeft() {
		List<Context> used = new ArrayList<>();
		ContextLeaks.of(() -> new Context(() -> {
		})).whileOpen((context) -> {
			used.clear();
			used.add(context);
		}).assertNone();
		assertThat(used).hasSize(1);
	}

	@Test
	void findsAContextThatIsHeld() {
		assertThatThrownBy(() -> leaks(() -> {
		}).whileOpen(this.kept::add).rounds(2).assertNone()).isInstanceOf(AssertionError.class)
			.hasMessage("Expected nothing to be left of what was closed, but there is still:%n".formatted()
					+ "  the Context of round 1, in memory%n  the Context of round 2, in memory".formatted());
	}

	@Test
	void findsThreads() {
		assertThatThrownBy(
				() -> leaks(() -> new Thread(this::work, "leaking-" + System.nanoTime()).start()).assertNone())
			.hasMessageEndingWith("  a thread \"leaking-#\", 4 times");
	}

	@Test
	void leavesOutThreadsOfOthers() {
		assertThatThrownBy(() -> leaks(() -> {
			new Thread(this::work, "shared pool-" + System.nanoTime()).start();
			new Thread(this::work, "OkHttp TaskRunner").start();
			new Thread(this::work, "mine").start();
		}).exceptThreads("shared pool", "another").assertNone()).hasMessageNotContainingAny("shared pool", "OkHttp")
			.hasMessageEndingWith("  a thread \"mine\", 4 times");
	}

	@Test
	void findsRegistriesAndMetersOfTheGlobalOne() {
		int[] round = new int[1];
		List<SimpleMeterRegistry> added = new ArrayList<>();
		assertThatThrownBy(() -> leaks(() -> {
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			added.add(registry);
			Metrics.globalRegistry.add(registry);
			Metrics.counter("leaked.meter", "round", "r" + round[0]++);
		}).rounds(1).assertNone()).hasMessageContaining("  a SimpleMeterRegistry in Metrics.globalRegistry, 2 times")
			.hasMessageContaining("  the meter leaked.meter in Metrics.globalRegistry, 2 times");
		added.forEach(Metrics.globalRegistry::remove);
	}

	@Test
	void waitsForWhatEndsLate() {
		assertThatCode(() -> ContextLeaks.of(() -> new Context(() -> new Thread(() -> {
			try {
				Thread.sleep(200);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "late").start())).assertNone()).doesNotThrowAnyException();
	}

	@Test
	void passesOnWhatOpeningAndClosingThrow() {
		assertThatIllegalStateException().isThrownBy(() -> ContextLeaks.<Context>of(() -> {
			throw new IllegalStateException("not opened");
		}).assertNone()).withMessage("not opened");
	}

	private static ContextLeaks<Context> leaks(Runnable opening) {
		return ContextLeaks.of(() -> new Context(opening)).waitAtMost(Duration.ofMillis(300));
	}

	private void work() {
		try {
			this.end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static final class Context implements AutoCloseable {

		Context(Runnable opening) {
			opening.run();
		}

		@Override
		public void close() {
		}

	}

}
