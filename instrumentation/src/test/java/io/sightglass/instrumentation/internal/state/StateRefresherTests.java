package io.sightglass.instrumentation.internal.state;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;

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
		StateRefresher refresher = new StateRefresher(beans.getBeanProvider(StateSource.class));
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
		StateRefresher refresher = new StateRefresher(beans.getBeanProvider(StateSource.class));
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

}
