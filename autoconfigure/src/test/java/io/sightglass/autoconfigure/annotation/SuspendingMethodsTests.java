package io.sightglass.autoconfigure.annotation;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.sightglass.autoconfigure.pipeline.PipelineAutoConfiguration;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.Deferred;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kotlin's suspend functions, of which Spring makes publishers here.
 */
class SuspendingMethodsTests {

	private static final String ASPECTS = "management.observations.annotations.enabled=true";

	private static final String OF_INTERFACES = "spring.aop.proxy-target-class=false";

	private final CompletableDeferred<String> order = CompletableDeferredKt.CompletableDeferred(null);

	private final ApplicationContextRunner runner = AnnotationContext.runner()
		.withConfiguration(AutoConfigurations.of(PipelineAutoConfiguration.class))
		.withBean(SuspendingOrders.class)
		.withBean(SuspendingClass.class);

	@ParameterizedTest
	@ValueSource(strings = { "none=", ASPECTS, OF_INTERFACES })
	void timesACallToItsEnd(String property) {
		this.runner.withPropertyValues(property).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			Deferred<String> call = new SuspendingCalls(context.getBean(Suspending.class)).find(this.order);
			context.getBean(MockClock.class).add(Duration.ofSeconds(2));
			assertThat(registry.find("suspend.find").timer()).as("it waits").isNull();
			this.order.complete("order");
			assertThat(call.getCompleted()).isEqualTo("order");
			Timer timer = registry.get("suspend.find").timer();
			assertThat(timer.count()).isOne();
			assertThat(timer.totalTime(SECONDS)).isEqualTo(5.0);
			assertThat(timer.getId().getTags()).containsExactlyInAnyOrder(Tag.of("kind", "express"),
					Tag.of("exception", "none"), Tag.of("class", SuspendingOrders.class.getName()),
					Tag.of("method", "find"));
			assertThat(calls(registry, "suspend.find.calls", "success")).isOne();
		});
	}

	@Test
	void micrometerAloneTimesAFailureAsNothing() {
		this.runner.withPropertyValues("sightglass.enabled=false", ASPECTS).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			new SuspendingCalls(context.getBean(Suspending.class)).find(this.order);
			this.order.completeExceptionally(new IllegalStateException("no stock"));
			Timer timer = registry.get("suspend.find").tag("exception", "none").timer();
			assertThat(timer.count()).isOne();
			assertThat(timer.totalTime(SECONDS)).isZero();
		});
	}

	@Test
	void timesAFailureWithItsException() {
		run((calls, registry) -> {
			calls.find(this.order);
			this.order.completeExceptionally(new IllegalStateException("no stock"));
			assertThat(timer(registry, "suspend.find", "IllegalStateException").count()).isOne();
			assertThat(calls(registry, "suspend.find.calls", "failure")).isOne();
			calls.thrown();
			assertThat(timer(registry, "suspend.thrown", "IllegalArgumentException").count()).isOne();
			assertThat(calls(registry, "suspend.thrown.calls", "failure")).isOne();
		});
	}

	@Test
	void aCancelledCallHasNotFailedAndOneThatRanOutOfTimeHas() {
		run((calls, registry) -> {
			calls.find(this.order).cancel(null);
			assertThat(timer(registry, "suspend.find", "none").count()).isOne();
			assertThat(calls(registry, "suspend.find.calls", "cancelled")).isOne();
			Deferred<String> late = calls.late(this.order);
			await().until(late::isCompleted);
			assertThat(timer(registry, "suspend.late", "TimeoutCancellationException").count()).isOne();
			assertThat(calls(registry, "suspend.late.calls", "failure")).isOne();
		});
	}

	@Test
	void timesACallThatDoesNotSuspend() {
		run((calls, registry) -> {
			assertThat(calls.atOnce().getCompleted()).isEqualTo("order");
			assertThat(timer(registry, "suspend.at.once", "none").totalTime(SECONDS)).isEqualTo(3.0);
		});
	}

	@Test
	void aLongTaskIsActiveToItsEnd() {
		run((calls, registry) -> {
			calls.task(this.order);
			assertThat(registry.get("suspend.task").longTaskTimer().activeTasks()).isOne();
			this.order.complete("order");
			assertThat(registry.get("suspend.task").longTaskTimer().activeTasks()).isZero();
		});
	}

	@Test
	void aFlowIsTimedToItsLastElement() {
		run((calls, registry) -> {
			Deferred<List<String>> elements = calls.flowing(this.order);
			assertThat(registry.find("suspend.flow").timer()).isNull();
			this.order.complete("order");
			assertThat(elements.getCompleted()).containsExactly("order");
			assertThat(timer(registry, "suspend.flow", "none").count()).isOne();
		});
	}

	@Test
	void aClassIsAnnotatedForAllItsFunctions() {
		this.runner.run((context) -> {
			SuspendingCalls calls = new SuspendingCalls(context.getBean(Suspending.class));
			calls.first(context.getBean(SuspendingClass.class), this.order);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.find("suspend.class").timer()).isNull();
			this.order.complete("order");
			assertThat(timer(registry, "suspend.class", "none").count()).isOne();
		});
	}

	@Test
	void aStageThatReturnsNothingFiltersNothing() {
		run((calls, registry) -> {
			CompletableDeferred<@Nullable String> nothing = CompletableDeferredKt.CompletableDeferred(null);
			calls.ship(this.order);
			calls.look(nothing);
			assertThat(stage(registry, "ship", "success") + stage(registry, "look", "filtered")).isZero();
			this.order.complete("order");
			nothing.complete(null);
			assertThat(stage(registry, "ship", "success")).isOne();
			assertThat(stage(registry, "look", "filtered")).isOne();
		});
	}

	private void run(BiConsumer<SuspendingCalls, MeterRegistry> test) {
		this.runner.run((context) -> test.accept(new SuspendingCalls(context.getBean(Suspending.class)),
				context.getBean(MeterRegistry.class)));
	}

	private static Timer timer(MeterRegistry registry, String name, String exception) {
		return registry.get(name).tag("exception", exception).timer();
	}

	private static double calls(MeterRegistry registry, String name, String result) {
		return registry.get(name).tag("result", result).counter().count();
	}

	private static double stage(MeterRegistry registry, String stage, String outcome) {
		return registry.get("pipeline.records.processed").tags("stage", stage, "outcome", outcome).counter().count();
	}

}
