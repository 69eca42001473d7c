package io.sightglass.registry.internal.forgotten;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChainsTests {

	private final AtomicInteger ends = new AtomicInteger();

	private final Forgotten forgotten = new Forgotten(Forgotten::daemon, new OpenRegistries());

	private final Chains.Chain chain = new Chains.Chain();

	@Test
	void whatIsAddedAndRemovedInAnyOrderIsGone() {
		Random random = new Random(7);
		List<Forgotten.Tracked> in = new ArrayList<>();
		for (int i = 0; i < 10_000; i++) {
			if (in.isEmpty() || random.nextInt(100) < 50) {
				Forgotten.Tracked one = tracked();
				this.chain.add(one);
				in.add(one);
			}
			else {
				Forgotten.Tracked one = in.remove(random.nextInt(in.size()));
				this.chain.remove(one);
				this.chain.remove(one);
			}
			assertThat(held()).hasSameSizeAs(in);
		}
		assertThat(held()).containsExactlyInAnyOrderElementsOf(in);
		in.forEach(this.chain::remove);
		assertThat(held()).isEmpty();
	}

	@Test
	void whatWasThereWhenAllWasClearedCanBeRemovedLater() {
		List<Forgotten.Tracked> before = List.of(tracked(), tracked(), tracked());
		before.forEach(this.chain::add);
		this.chain.clear();
		Forgotten.Tracked later = tracked();
		this.chain.add(later);
		before.forEach(this.chain::remove);
		assertThat(held()).containsExactly(later);
	}

	@Test
	void threadsLeaveNothing() throws Exception {
		Thread[] threads = new Thread[4];
		for (int i = 0; i < threads.length; i++) {
			threads[i] = new Thread(() -> {
				for (int k = 0; k < 20_000; k++) {
					this.forgotten.add(this, this.ends::incrementAndGet).end();
				}
			});
			threads[i].start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.ends).hasValue(4 * 20_000);
		assertThat(this.forgotten.isEmpty()).isTrue();
	}

	private Forgotten.Tracked tracked() {
		return this.forgotten.untracked(this, this.ends::incrementAndGet);
	}

	private List<Forgotten.Tracked> held() {
		List<Forgotten.Tracked> held = new ArrayList<>();
		for (Forgotten.Tracked one = this.chain.first(); one != null; one = one.after) {
			assertThat(one.before).isSameAs(held.isEmpty() ? null : held.get(held.size() - 1));
			held.add(one);
		}
		return held;
	}

}
