package io.sightglass.registry.tag;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.sightglass.testing.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BoundedValuesTests {

	@Test
	void keepsTheFirstOnesAndFoldsTheRestForGood() {
		LongAdder folded = new LongAdder();
		BoundedValues values = new BoundedValues(2, folded::increment);
		assertThat(values.bound("a")).isEqualTo("a");
		assertThat(values.bound("b")).isEqualTo("b");
		assertThat(values.bound("c")).isEqualTo("other");
		assertThat(values.bound("a")).isEqualTo("a");
		assertThat(values.bound("c")).isEqualTo("other");
		assertThat(folded.sum()).isEqualTo(2);
	}

	@Test
	void absentAndBlankAreNoneAndOtherIsOtherAndNeitherTakesRoom() {
		LongAdder folded = new LongAdder();
		BoundedValues values = new BoundedValues(1, folded::increment);
		assertThat(values.bound(null)).isEqualTo("none");
		assertThat(values.bound(" ")).isEqualTo("none");
		assertThat(values.bound("other")).isEqualTo("other");
		assertThat(values.bound("kept")).isEqualTo("kept");
		assertThat(folded.sum()).isZero();
	}

	@Test
	void foldsAValueThatIsTooLongToBeAName() {
		assertThat(new BoundedValues(10).bound("x".repeat(256))).hasSize(256);
		assertThat(new BoundedValues(10).bound("x".repeat(257))).isEqualTo("other");
		assertThat(new BoundedValues(10).bound("\uFFFD".repeat(86))).isEqualTo("other");
	}

	@Test
	void refusesALimitThatKeepsNothing() {
		assertThatIllegalArgumentException().isThrownBy(() -> new BoundedValues(0)).withMessageContaining("at least 1");
	}

	@Test
	void theLimitHoldsAndEveryFoldIsToldInARaceOfSixteenThreads() throws Exception {
		for (int round = 0; round < 50; round++) {
			LongAdder told = new LongAdder();
			LongAdder folded = new LongAdder();
			Set<String> seen = ConcurrentHashMap.newKeySet();
			BoundedValues values = new BoundedValues(10, told::increment);
			Threads.run(16, (thread) -> race(values, seen, folded));
			assertThat(seen).hasSize(11).contains("other");
			assertThat(told.sum()).isEqualTo(folded.sum()).isPositive();
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void theLimitHoldsOnVirtualThreads() throws Exception {
		LongAdder folded = new LongAdder();
		Set<String> seen = ConcurrentHashMap.newKeySet();
		BoundedValues values = new BoundedValues(10);
		Threads.runVirtual(2_000, (thread) -> race(values, seen, folded));
		assertThat(seen).hasSize(11);
	}

	private static void race(BoundedValues values, Set<String> seen, LongAdder folded) {
		for (int i = 0; i < 60; i++) {
			String bound = values.bound("v" + i);
			seen.add(bound);
			if (bound.equals(BoundedValues.OTHER)) {
				folded.increment();
			}
		}
	}

}
