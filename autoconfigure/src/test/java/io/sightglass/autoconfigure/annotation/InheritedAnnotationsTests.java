package io.sightglass.autoconfigure.annotation;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Annotations that stand somewhere above a bean's class, held against Micrometer's
 * aspects without Sightglass.
 */
class InheritedAnnotationsTests {

	private static final String ASPECTS = "management.observations.annotations.enabled=true";

	private static final String BY_INTERFACES = "spring.aop.proxy-target-class=false";

	private final ApplicationContextRunner runner = AnnotationContext.runner()
		.withBean(Below.class)
		.withBean(OfInterfaces.class)
		.withBean(Generic.class);

	@Test
	void measuresWhatMicrometerMeasures() {
		Map<String, Double> micrometer = meters("sightglass.enabled=false", ASPECTS);
		assertThat(micrometer).hasSizeGreaterThan(10);
		assertThat(meters()).isEqualTo(micrometer);
		assertThat(meters(ASPECTS)).isEqualTo(micrometer);
		// Without the aspects no bean would be content with its interfaces.
		assertThat(meters(BY_INTERFACES)).isEqualTo(micrometer);
		assertThat(meters(BY_INTERFACES, ASPECTS))
			.isEqualTo(meters(BY_INTERFACES, "sightglass.enabled=false", ASPECTS));
	}

	private Map<String, Double> meters(String... properties) {
		Map<String, Double> meters = new TreeMap<>();
		this.runner.withPropertyValues(properties).run((context) -> {
			context.getBeansOfType(Work.class).values().forEach((work) -> {
				work.own();
				work.given();
				work.other();
				CompletableFuture<String> answer = new CompletableFuture<>();
				work.answer(answer);
				answer.complete("done");
				CompletableFuture<String> failure = new CompletableFuture<>();
				work.answer(failure);
				failure.completeExceptionally(new IllegalStateException("not done"));
			});
			@SuppressWarnings("unchecked")
			Taking<String> taking = context.getBean(Taking.class);
			taking.take("it");
			context.getBean(MeterRegistry.class)
				.getMeters()
				.stream()
				.filter((meter) -> meter.getId().getName().startsWith("twin"))
				.forEach((meter) -> meters.put(meter.getId().toString() + meter.getId().getTags(),
						meter.measure().iterator().next().getValue()));
		});
		return meters;
	}

	@Timed("twin.interface")
	@Counted("twin.interface.calls")
	interface Work {

		void own();

		@Timed("twin.given")
		@Counted("twin.given.calls")
		default void given() {
		}

		@Timed("twin.other")
		@Counted("twin.other.calls")
		void other();

		CompletionStage<String> answer(CompletableFuture<String> answer);

	}

	static class OfInterfaces implements Work {

		@Override
		@Timed("twin.own")
		@Counted("twin.own.calls")
		public void own() {
		}

		@Override
		public void other() {
		}

		@Override
		@Timed("twin.answer")
		@Counted("twin.answer.calls")
		public CompletionStage<String> answer(CompletableFuture<String> answer) {
			return answer;
		}

	}

	@Timed("twin.above")
	@Counted("twin.above.calls")
	abstract static class Above implements Work {

		@Override
		public void own() {
		}

		@Override
		@Timed("twin.above.other")
		public void other() {
		}

		@Override
		public CompletionStage<String> answer(CompletableFuture<String> answer) {
			return answer;
		}

	}

	static class Below extends Above {

		@Override
		public void own() {
		}

		@Override
		public void other() {
		}

	}

	interface Taking<T> {

		void take(T value);

	}

	static class Generic implements Taking<String> {

		@Override
		@Timed("twin.take")
		@Counted("twin.take.calls")
		public void take(String value) {
		}

	}

}
