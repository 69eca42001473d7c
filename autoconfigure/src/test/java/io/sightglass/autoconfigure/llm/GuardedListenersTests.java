package io.sightglass.autoconfigure.llm;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.PriceBook;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application adds to the meters of LLM calls keeps no call waiting and takes
 * nothing from its bill, whatever it does.
 */
class GuardedListenersTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false", "sightglass.llm.budget.daily-usd=3")
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, LlmAutoConfiguration.class));

	@Test
	void tellOfABudgetThatIsNearlySpentAndThenOfTheWhole() {
		Listening listening = new Listening(new CountDownLatch(0));
		this.runner.withBean(Listening.class, () -> listening).run((context) -> {
			costOfAMillion(context, "openai", "gpt-4o");
			awaitShares(listening, 0.8);
			assertThat(context.getBean(MeterRegistry.class).get("llm.budget.limit").gauge().value()).isEqualTo(3);
			costOfAMillion(context, "openai", "gpt-4o");
			awaitShares(listening, 0.8, 1.0);
		});
	}

	@Test
	void noCallWaitsForWhoListens() {
		CountDownLatch end = new CountDownLatch(1);
		Listening listening = new Listening(end);
		this.runner.withBean(Listening.class, () -> listening).run((context) -> {
			// The listener lasts until these calls are over.
			costOfAMillion(context, "openai", "gpt-4o");
			assertThat(costOfAMillion(context, "openai", "gpt-4o")).isEqualTo(5);
			assertThat(listening.shares).isEmpty();
			end.countDown();
			awaitShares(listening, 0.8, 1.0);
		});
	}

	@Test
	void whoListensMayThrow() {
		ApplicationListener<LlmBudgetEvent> wrong = (event) -> {
			throw new IllegalStateException("as it should");
		};
		this.runner.withBean("wrong", ApplicationListener.class, () -> wrong).run((context) -> {
			assertThat(costOfAMillion(context, "openai", "gpt-4o")).isEqualTo(2.5);
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> failures(context) == 1);
		});
	}

	@Test
	void aBookThatThrowsLeavesThePriceToTheNext() {
		PriceBook wrong = (provider, model) -> {
			throw new IllegalStateException("as it should");
		};
		this.runner.withBean(PriceBook.class, () -> wrong).run((context) -> {
			assertThat(costOfAMillion(context, "openai", "gpt-4o")).isEqualTo(2.5);
			assertThat(failures(context)).isPositive();
		});
	}

	private static void awaitShares(Listening listening, Double... shares) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(listening.shares).containsExactly(shares));
	}

	private static double failures(ApplicationContext context) {
		return context.getBean(MeterRegistry.class).get("sightglass.failures").tag("family", "llm").counter().count();
	}

	private static double costOfAMillion(ApplicationContext context, String provider, String model) {
		LlmCall call = context.getBean(LlmMeters.class).start(provider, model, "chat");
		call.usage(1_000_000, 0, 0, 0, 0);
		call.done();
		return context.getBean(MeterRegistry.class).get("llm.cost").functionCounter().count();
	}

	static class Listening implements ApplicationListener<LlmBudgetEvent> {

		private final List<Double> shares = new CopyOnWriteArrayList<>();

		private final CountDownLatch end;

		Listening(CountDownLatch end) {
			this.end = end;
		}

		@Override
		public void onApplicationEvent(LlmBudgetEvent event) {
			try {
				this.end.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			this.shares.add(event.getCrossed().share());
		}

	}

}
