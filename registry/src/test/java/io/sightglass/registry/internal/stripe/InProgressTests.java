package io.sightglass.registry.internal.stripe;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import io.sightglass.testing.Until;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InProgressTests {

	private final InProgress all = new InProgress();

	private final AtomicBoolean over = new AtomicBoolean();

	@Test
	void whatIsThereAllTheTimeIsNeverMissed() throws Exception {
		int held = this.all.begin();
		// What one thread begins another ends.
		BlockingQueue<Integer> begun = new ArrayBlockingQueue<>(4);
		Thread[] threads = { new Thread(() -> beginInto(begun)), new Thread(() -> endFrom(begun)),
				new Thread(this::beginAndEnd), new Thread(this::beginAndEnd) };
		for (Thread thread : threads) {
			thread.start();
		}
		Until.so("threads met often", this.all::isApart);
		int wrong = 0;
		for (int i = 0; i < 200_000; i++) {
			long count = this.all.count();
			wrong += (count < 1) ? 1 : 0;
		}
		this.over.set(true);
		for (Thread thread : threads) {
			thread.join();
		}
		begun.forEach(this.all::end);
		assertThat(wrong).isZero();
		assertThat(this.all.count()).isOne();
		this.all.end(held);
		assertThat(this.all.count()).isZero();
	}

	@Test
	void moreCanBeginAndEndWhereSomethingOfAnotherKindDid() {
		int[] places = { this.all.begin(), ThreadPlace.own() * ThreadPlace.APART };
		InProgress others = new InProgress();
		for (int place : places) {
			others.add(place, 3);
			assertThat(others.count()).isEqualTo(3);
			others.add(place, -2);
			others.end(place);
			assertThat(others.count()).isZero();
		}
	}

	private void beginAndEnd() {
		while (!this.over.get()) {
			this.all.end(this.all.begin());
		}
	}

	private void beginInto(BlockingQueue<Integer> begun) {
		while (!this.over.get()) {
			int place = this.all.begin();
			if (!begun.offer(place)) {
				this.all.end(place);
			}
		}
	}

	private void endFrom(BlockingQueue<Integer> begun) {
		while (!this.over.get()) {
			Integer place = begun.poll();
			if (place != null) {
				this.all.end(place);
			}
		}
	}

}
