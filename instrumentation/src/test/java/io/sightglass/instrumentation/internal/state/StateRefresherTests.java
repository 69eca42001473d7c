package io.sightglass.instrumentation.internal.state;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import io.sightglass.testing.Until;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;

import static org.assertj.core.api.Assertions.assertThat;

class StateRefresherTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	@Test
	void endsInSilenceWhereTheApplicationStopsInTheMidstOfARound() throws Exception {
		Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
		AtomicReference<@Nullable Thread> asker = new AtomicReference<>();
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch stopped = new CountDownLatch(1);
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		StateRefresher refresher = new StateRefresher(beans.getBeanProvider(StateSource.class), (cause) -> {
		});
		beans.registerSingleton("source", (StateSource) () -> {
			asker.set(Thread.currentThread());
			Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> uncaught.add(error));
			asked.countDown();
			while (stopped.getCount() > 0) {
				Thread.onSpinWait();
			}
			return List.of(new StateSource.Question("late", true, MINUTE, () -> {
			}, () -> {
			}));
		});
		refresher.start();
		refresher.looked();
		assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
		refresher.stop();
		stopped.countDown();
		Thread thread = Objects.requireNonNull(asker.get());
		thread.join(TimeUnit.MINUTES.toMillis(1));
		assertThat(thread.isAlive()).isFalse();
		assertThat(uncaught).isEmpty();
	}

	@Test
	void letsTheQuestionAtHandComeToItsEndBeforeOthersClose() throws Exception {
		AtomicReference<String> end = new AtomicReference<>("none");
		CountDownLatch asked = new CountDownLatch(1);
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		StateRefresher refresher = new StateRefresher(beans.getBeanProvider(StateSource.class), (cause) -> {
		});
		beans.registerSingleton("source",
				(StateSource) () -> List.of(new StateSource.Question("database", false, MINUTE, () -> {
					asked.countDown();
					LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
					end.set(Thread.currentThread().isInterrupted() ? "interrupted" : "answered");
				}, () -> {
				})));
		refresher.start();
		refresher.looked();
		assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
		refresher.stop();
		assertThat(end).hasValue("answered");
	}

	@Test
	void asksAgainWhatMayHaveChangedWhileItWasAsked() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		CountDownLatch changed = new CountDownLatch(1);
		CountDownLatch passed = new CountDownLatch(1);
		CountDownLatch asking = new CountDownLatch(1);
		CountDownLatch twice = new CountDownLatch(2);
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		StateRefresher refresher = new StateRefresher(beans.getBeanProvider(StateSource.class), (cause) -> {
		});
		beans.registerSingleton("source", (StateSource) () -> List.of(local("ready", () -> {
			asking.countDown();
			twice.countDown();
			if (asked.incrementAndGet() == 1) {
				awaitFor(passed);
			}
		}), local("after", changed::countDown)));
		refresher.start();
		refresher.served();
		awaitFor(asking);
		refresher.onApplicationEvent(new AvailabilityChangeEvent<>(this, ReadinessState.ACCEPTING_TRAFFIC));
		// The second round is past the first question.
		awaitFor(changed);
		passed.countDown();
		awaitFor(twice);
		refresher.stop();
		assertThat(asked).hasValue(2);
	}

	@Test
	void withoutAThreadWhoeverLooksGoesOnAndAsksAgainLater() {
		AtomicInteger threads = new AtomicInteger();
		Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
		CountDownLatch answered = new CountDownLatch(1);
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerSingleton("source", (StateSource) () -> List
			.of(new StateSource.Question("database", false, Duration.ofMillis(100), answered::countDown, () -> {
			})));
		// The first asks for the questions, the second one of them.
		StateRefresher refresher = new StateRefresher(beans.getBeanProvider(StateSource.class), failures::add,
				(work) -> {
					int which = threads.getAndIncrement();
					if (which == 0 || which == 2) {
						throw new OutOfMemoryError("unable to create native thread");
					}
					Thread thread = new Thread(work, "test-state");
					thread.setDaemon(true);
					return thread;
				});
		refresher.start();
		Until.so("it is asked", () -> {
			refresher.looked();
			return answered.getCount() == 0;
		});
		refresher.stop();
		assertThat(failures).hasSize(2).hasOnlyElementsOfType(OutOfMemoryError.class);
	}

	private static StateSource.Question local(String name, Runnable ask) {
		return new StateSource.Question(name, true, MINUTE, ask, () -> {
		});
	}

	private static void awaitFor(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
