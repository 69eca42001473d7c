package io.sightglass.autoconfigure.annotation;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class AnnotatedMethodsTests {

	@Test
	void timesAFailureWithItsException() {
		run((orders, registry) -> {
			assertThatIllegalStateException().isThrownBy(orders::failing);
			assertThat(timer(registry, "failing", "IllegalStateException").count()).isOne();
			assertThat(counter(registry, "failing.calls", "failure").count()).isOne();
		});
	}

	@Test
	void timesAStageToItsCompletion() {
		run((orders, registry) -> {
			CompletableFuture<String> result = new CompletableFuture<>();
			orders.stage(result);
			assertThat(registry.find("stage").timer()).isNull();
			result.complete("order");
			assertThat(timer(registry, "stage", "none").count()).isOne();
		});
	}

	@Test
	void timesEachSubscriptionOfAMonoToItsEnd() {
		run((orders, registry) -> {
			var order = orders.mono(3);
			assertThat(registry.find("mono").timer()).as("nobody has subscribed").isNull();
			order.block();
			order.block();
			Timer timer = timer(registry, "mono", "none");
			assertThat(timer.count()).isEqualTo(2);
			assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(6.0);
			assertThat(timer.max(TimeUnit.SECONDS)).isEqualTo(3.0);
			assertThat(counter(registry, "mono.calls", "success").count()).isEqualTo(2.0);
		});
	}

	@Test
	void keepsEveryAttributeOfTheAnnotationsOnAMono() {
		run((orders, registry) -> {
			orders.mono(3).block();
			Timer timer = timer(registry, "mono", "none");
			assertThat(timer.getId().getTags()).containsExactlyInAnyOrder(Tag.of("shop", "north"),
					Tag.of("exception", "none"), Tag.of("class", AnnotatedOrders.class.getName()),
					Tag.of("method", "mono"));
			assertThat(timer.getId().getDescription()).isEqualTo("Finds an order.");
			assertThat(timer.takeSnapshot().percentileValues()).hasSize(1);
			assertThat(timer.takeSnapshot().histogramCounts()[0].bucket(TimeUnit.SECONDS)).isEqualTo(5.0);
			assertThat(counter(registry, "mono.calls", "success").getId().getTag("shop")).isEqualTo("north");
		});
	}

	@Test
	void timesABrokenMonoWithItsException() {
		run((orders, registry) -> {
			assertThatIllegalArgumentException().isThrownBy(() -> orders.brokenMono().block());
			assertThat(timer(registry, "broken.mono", "IllegalArgumentException").count()).isOne();
			assertThat(counter(registry, "broken.mono.calls", "failure").count()).isOne();
		});
	}

	@Test
	void countsACallThatDiedBeforeItReturnedAPublisher() {
		run((orders, registry) -> {
			assertThatThrownBy(orders::unassembled).isInstanceOf(UnsupportedOperationException.class);
			assertThat(timer(registry, "unassembled", "UnsupportedOperationException").count()).isOne();
			assertThat(counter(registry, "unassembled.calls", "failure").count()).isOne();
		});
	}

	@Test
	void timesAFluxToItsLastElement() {
		run((orders, registry) -> {
			assertThat(orders.flux(List.of(1, 2, 3)).collectList().block()).containsExactly(1, 2, 3);
			assertThat(timer(registry, "flux", "none").totalTime(TimeUnit.SECONDS)).isEqualTo(6.0);
			assertThat(counter(registry, "flux.calls", "success").count()).isOne();
		});
	}

	@Test
	void watchesWhatIsDeclaredAsAPublisher() {
		run((orders, registry) -> {
			assertThat(Flux.from(orders.publisher()).blockFirst()).isEqualTo("order");
			assertThat(timer(registry, "publisher", "none").count()).isOne();
		});
	}

	@Test
	void timesACancelledSubscriptionOnce() {
		run((orders, registry) -> {
			Disposable subscription = orders.live().subscribe();
			assertThat(registry.find("live").timer()).isNull();
			subscription.dispose();
			subscription.dispose();
			assertThat(timer(registry, "live", "none").count()).isOne();
			assertThat(counter(registry, "live.calls", "cancelled").count()).isOne();
		});
	}

	@Test
	void aLongTaskIsActiveFromSubscriptionToEnd() {
		run((orders, registry) -> {
			Flux<String> live = orders.liveTask();
			Disposable first = live.subscribe();
			live.subscribe();
			var tasks = registry.get("live.tasks").longTaskTimer();
			assertThat(tasks.activeTasks()).isEqualTo(2);
			first.dispose();
			assertThat(tasks.activeTasks()).isOne();
			orders.complete();
			assertThat(tasks.activeTasks()).isZero();
		});
	}

	@Test
	void aClassIsAnnotatedForAllItsMethods() {
		AnnotationContext.runner().run((context) -> {
			var service = context.getBean(AnnotatedOrders.WholeClass.class);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			service.first().block();
			service.second();
			service.named().block();
			assertThat(registry.get("whole.class").timers()).extracting((timer) -> timer.getId().getTag("method"))
				.containsExactlyInAnyOrder("first", "second");
			assertThat(registry.get("whole.class.calls").counters()).hasSize(3);
			assertThat(registry.get("own.name").timer().count()).isOne();
		});
	}

	@Test
	void tagsWithParameters() {
		run((orders, registry) -> {
			orders.tagged("express", List.of("a", "b", "c"), new AnnotatedOrders.Address("Bern"));
			Timer timer = timer(registry, "tagged", "none");
			assertThat(timer.getId().getTags()).contains(Tag.of("kind", "express"), Tag.of("size", "large"),
					Tag.of("city", "Bern"));
			assertThat(counter(registry, "tagged.calls", "success").getId().getTags())
				.contains(Tag.of("kind", "express"), Tag.of("size", "large"), Tag.of("city", "Bern"));
		});
	}

	@Test
	void tagsWithWhatAMonoEmitted() {
		run((orders, registry) -> {
			orders.taggedMono("express").block();
			assertThat(timer(registry, "tagged.mono", "none").getId().getTags()).contains(Tag.of("kind", "express"),
					Tag.of("city", "Bern"));
			assertThat(counter(registry, "tagged.mono.calls", "success").getId().getTag("city")).isEqualTo("Bern");
		});
	}

	@Test
	void aFailingTagIsUnknownCountedAndLoggedOnce(CapturedOutput output) {
		run((orders, registry) -> {
			for (int i = 0; i < 3; i++) {
				assertThat(orders.mistagged("express", List.of())).isEqualTo("express");
			}
			Timer timer = timer(registry, "mistagged", "none");
			assertThat(timer.count()).isEqualTo(3);
			assertThat(timer.getId().getTags()).contains(Tag.of("kind", "unknown"), Tag.of("size", "unknown"));
			assertThat(registry.get("sightglass.failures").tag("family", "annotations").counter().count())
				.isEqualTo(12.0);
		});
		assertThat(output.getOut().split("'annotations.metertag' failed", -1)).as("one per cause").hasSize(3);
		assertThat(output).doesNotContain("ERROR");
	}

	@Test
	void aTagWithoutAnythingToLookAtIsNone() {
		run((orders, registry) -> {
			orders.tagged("express", List.of(), null);
			assertThat(timer(registry, "tagged", "none").getId().getTag("city")).isEqualTo("none");
			assertThat(registry.find("sightglass.failures").counters()).allMatch((family) -> family.count() == 0);
		});
	}

	private void run(BiConsumer<AnnotatedOrders, MeterRegistry> test) {
		AnnotationContext.runner()
			.run((context) -> test.accept(context.getBean(AnnotatedOrders.class),
					context.getBean(MeterRegistry.class)));
	}

	private static Timer timer(MeterRegistry registry, String name, String exception) {
		return registry.get(name).tag("exception", exception).timer();
	}

	private static Counter counter(MeterRegistry registry, String name, String result) {
		return registry.get(name).tag("result", result).counter();
	}

}
