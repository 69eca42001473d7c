package io.sightglass.meters.llm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BudgetTests {

	private static final long DOLLAR = 1_000_000_000_000L;

	private final MockClock clock = new MockClock();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, this.clock);

	private final List<BudgetCrossed> told = new ArrayList<>();

	private final Budget budget = new Budget(new Instruments(this.registry), OptionalDouble.of(10),
			OptionalDouble.of(100), 0.8, this.told::add);

	@Test
	void showsLimitAndSpendingOfEachWindow() {
		this.budget.spent(3 * DOLLAR);
		assertThat(gauge("llm.budget.limit", "day")).isEqualTo(10);
		assertThat(gauge("llm.budget.limit", "month")).isEqualTo(100);
		assertThat(gauge("llm.budget.spent", "day")).isEqualTo(3);
		this.clock.addSeconds(86_400);
		assertThat(gauge("llm.budget.spent", "day")).isZero();
		assertThat(gauge("llm.budget.spent", "month")).isEqualTo(3);
	}

	@Test
	void tellsOfEachShareOnceADay() {
		this.budget.spent(7 * DOLLAR);
		assertThat(this.told).isEmpty();
		this.budget.spent(DOLLAR);
		this.budget.spent(DOLLAR);
		assertThat(this.told).containsExactly(new BudgetCrossed("day", 0.8, 8, 10));
		this.budget.spent(2 * DOLLAR);
		assertThat(this.told).last().isEqualTo(new BudgetCrossed("day", 1, 11, 10));
		this.clock.addSeconds(86_400);
		this.budget.spent(9 * DOLLAR);
		assertThat(this.told).hasSize(3);
	}

	@Test
	void aClockThatIsSetBackOverMidnightForgivesNothing() {
		this.clock.addSeconds(10);
		this.budget.spent(7 * DOLLAR);
		this.clock.addSeconds(-3600);
		assertThat(gauge("llm.budget.spent", "day")).isEqualTo(7);
		this.budget.spent(DOLLAR);
		this.clock.addSeconds(3600);
		assertThat(gauge("llm.budget.spent", "day")).isEqualTo(8);
		assertThat(gauge("llm.budget.spent", "month")).isEqualTo(8);
		assertThat(this.told).singleElement().extracting(BudgetCrossed::share).isEqualTo(0.8);
	}

	@Test
	void aClockThatWasFarAheadIsBelievedWhenItIsCorrected() {
		this.clock.addSeconds(400 * 86_400L);
		this.budget.spent(7 * DOLLAR);
		this.clock.addSeconds(-399 * 86_400L);
		assertThat(gauge("llm.budget.spent", "day")).isZero();
		this.budget.spent(2 * DOLLAR);
		this.clock.addSeconds(86_400);
		assertThat(gauge("llm.budget.spent", "day")).isZero();
	}

	@Test
	void threadsThatSpendTogetherReachEachShareOnce() {
		for (int round = 0; round < 20; round++) {
			List<BudgetCrossed> told = Collections.synchronizedList(new ArrayList<>());
			Budget shared = new Budget(new Instruments(new SimpleMeterRegistry(SimpleConfig.DEFAULT, this.clock)),
					OptionalDouble.of(10), OptionalDouble.empty(), 0.8, told::add);
			CompletableFuture.allOf(IntStream.range(0, 4).mapToObj((thread) -> CompletableFuture.runAsync(() -> {
				for (int i = 0; i < 5000; i++) {
					shared.spent(DOLLAR / 1000);
				}
			})).toArray(CompletableFuture[]::new)).join();
			assertThat(told).extracting(BudgetCrossed::share).containsExactly(0.8, 1.0);
			assertThat(told)
				.allSatisfy((crossed) -> assertThat(crossed.spentUsd()).isGreaterThanOrEqualTo(crossed.share() * 10));
		}
	}

	@Test
	void aLineThatIsFarAwayIsReachedOnce() {
		Budget far = new Budget(new Instruments(new SimpleMeterRegistry(SimpleConfig.DEFAULT, this.clock)),
				OptionalDouble.of(30e6), OptionalDouble.empty(), 0.8, this.told::add);
		for (int i = 0; i < 5; i++) {
			far.spent(4_000_000 * DOLLAR);
		}
		assertThat(this.told).isEmpty();
		for (int i = 0; i < 20; i++) {
			far.spent(4_000_000 * DOLLAR);
		}
		assertThat(this.told).containsExactly(new BudgetCrossed("day", 0.8, 24e6, 30e6),
				new BudgetCrossed("day", 1, 32e6, 30e6));
	}

	private double gauge(String name, String window) {
		return this.registry.get(name).tag("window", window).gauge().value();
	}

}
