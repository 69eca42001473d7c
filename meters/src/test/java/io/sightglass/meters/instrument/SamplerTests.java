package io.sightglass.meters.instrument;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.LongAdder;

import com.sun.management.ThreadMXBean;
import io.sightglass.testing.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class SamplerTests {

	@ParameterizedTest
	@ValueSource(doubles = { 0.0001, 0.01, 0.3, 0.5, 0.75, 0.999 })
	void takesTheShareThatItWasAskedFor(double rate) {
		Sampler sampler = Sampler.of(rate);
		int events = 4_000_000;
		long taken = taken(sampler, events);
		double sixSigma = 6 * Math.sqrt(events * rate * (1 - rate));
		assertThat((double) taken).isCloseTo(events * rate, within(sixSigma));
	}

	@Test
	void zeroAndOneAreConstants() {
		assertThat(Sampler.of(0)).isSameAs(Sampler.NEVER);
		assertThat(Sampler.of(1)).isSameAs(Sampler.ALWAYS);
	}

	@ParameterizedTest
	@ValueSource(doubles = { -0.1, 1.5, Double.NaN })
	void refusesWhatIsNoRate(double rate) {
		assertThatIllegalArgumentException().isThrownBy(() -> Sampler.of(rate)).withMessageContaining("0.0 to 1.0");
	}

	@Test
	void theEdgesOfTheRangeAreNoCliffs() {
		assertThat(taken(Sampler.of(Math.nextDown(1.0)), 100_000)).isEqualTo(100_000);
		assertThat(taken(Sampler.of(Double.MIN_VALUE), 100_000)).isZero();
	}

	@Test
	void sixteenThreadsTogetherTakeTheShare() throws Exception {
		Sampler sampler = Sampler.of(0.1);
		assertShareOf((taken) -> Threads.run(16, (thread) -> taken.add(taken(sampler, 250_000))));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void shortLivedVirtualThreadsTogetherTakeTheShare() throws Exception {
		Sampler sampler = Sampler.of(0.1);
		assertShareOf((taken) -> Threads.runVirtual(40_000, (thread) -> taken.add(taken(sampler, 100))));
	}

	@Test
	void takingAllocatesNothing() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		Sampler sampler = Sampler.of(0.3);
		taken(sampler, 100_000);
		long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
		taken(sampler, 1_000_000);
		assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before).isLessThan(10_000);
	}

	private static void assertShareOf(Work work) throws Exception {
		LongAdder taken = new LongAdder();
		work.run(taken);
		double sixSigma = 6 * Math.sqrt(4_000_000 * 0.1 * 0.9);
		assertThat((double) taken.sum()).isCloseTo(400_000, within(sixSigma));
	}

	private static long taken(Sampler sampler, int events) {
		long taken = 0;
		for (int i = 0; i < events; i++) {
			if (sampler.take()) {
				taken++;
			}
		}
		return taken;
	}

	interface Work {

		void run(LongAdder taken) throws Exception;

	}

}
