package io.sightglass.autoconfigure.annotation;

import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.autoconfigure.annotation.library.Shelf;
import io.sightglass.meters.pipeline.PipelineStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Annotated beans of which others reach more than an extending class can answer work as
 * they did before the annotation meant anything.
 */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings({ "unused", "UnusedMethod", "UnusedVariable" }) // a framework calls
																	// them
class UnseenMembersTests {

	private final ApplicationContextRunner runner = AnnotationContext.runner();

	@ParameterizedTest
	@MethodSource
	<B> void isLeftAloneWithALine(Class<B> type, Function<B, Object> use, Object expected, CapturedOutput output) {
		this.runner.withBean(type).withBean(Clockwork.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(use.apply(context.getBean(type))).isEqualTo(expected);
			assertThat(AopUtils.isAopProxy(context.getBean(type))).isFalse();
		});
		assertThat(output.getAll()
			.lines()
			.filter((line) -> line.contains("WARN") && line.contains(type.getName())
					&& line.contains("measures nothing")))
			.isNotEmpty();
	}

	static Stream<Arguments> isLeftAloneWithALine() {
		return Stream.of(use(Scheduling.class, Scheduling::answer, "word"),
				use(Listening.class, Listening::answer, "word"), use(Staged.class, Staged::answer, "word"),
				use(Listed.class, (bean) -> bean.items, Set.of("a")), use(Open.class, (bean) -> bean.word, "word"),
				use(Equal.class, (bean) -> bean.equals(new Equal()) && bean.hashCode() == 7, true),
				use(Volume.class, Shelf::nearOf, "word"), use(Volume.class, Shelf::lastOf, "word"),
				use(Volume.class, Shelf::labelOf, "label"), use(Bound.class, (bean) -> bean.bound(), "word"));
	}

	private static <B> Arguments use(Class<B> type, Function<B, Object> use, Object expected) {
		return arguments(type, use, expected);
	}

	@Test
	void privateMethodsOfAControllerAnswerAsEver() {
		this.runner.withBean(Controller.class).run((context) -> {
			MockMvcTester mvc = MockMvcTester.of(context.getBean(Controller.class));
			assertThat(mvc.get().uri("/private")).hasBodyTextEqualTo("word");
			assertThat(mvc.get().uri("/failing")).hasBodyTextEqualTo("handled by word");
		});
	}

	@Test
	void whatIsReachedByItsMethodsAloneIsTimed() {
		this.runner.withBean(Plain.class).run((context) -> {
			context.getBean(Plain.class).answer();
			assertThat(context.getBean(MeterRegistry.class).get("plain").timer().count()).isOne();
		});
	}

	@Test
	void aBeanKeepsItsClassWhereSpringIsContentWithInterfaces() {
		this.runner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean(OrdersImpl.class)
			.withBean(NeedsImpl.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(NeedsImpl.class).orders().count()).isEqualTo(3);
				assertThat(context.getBean(Orders.class).count()).isEqualTo(3);
				assertThat(context.getBean(MeterRegistry.class).get("orders").timer().count()).isEqualTo(2);
			});
	}

	static class Scheduling {

		private final String word = String.valueOf("word");

		@Timed("a")
		public String answer() {
			return this.word;
		}

		@Scheduled(fixedDelay = 1_000_000)
		private void tick() {
			assertThat(this.word).isNotNull();
		}

	}

	@EnableScheduling
	static class Clockwork {

	}

	static class Listening {

		private final String word = String.valueOf("word");

		@Counted("a")
		public String answer() {
			return this.word;
		}

		@EventListener
		private void hear(Object event) {
			assertThat(this.word).isNotNull();
		}

	}

	static class Staged {

		private final String word = String.valueOf("word");

		@PipelineStage(pipeline = "a")
		@Timed("a")
		public String answer() {
			return this.word;
		}

		@EventListener
		private void hear(Object event) {
			assertThat(this.word).isNotNull();
		}

	}

	static class Listed {

		final Set<String> items = Set.of("a");

		@Timed("a")
		public void go() {
		}

	}

	static class Open {

		public final String word = String.valueOf("word");

		@Timed("a")
		public void go() {
		}

	}

	static class Bound {

		private final String word = String.valueOf("word");

		@Timed("a")
		public void go() {
		}

		protected final String bound() {
			return this.word;
		}

	}

	static class Equal {

		private final Integer number = 7;

		@Timed("a")
		public void go() {
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Equal equal && equal.number.equals(this.number);
		}

		@Override
		public int hashCode() {
			return this.number;
		}

	}

	static class Volume extends Shelf {

		@Timed("a")
		public void go() {
		}

	}

	static class Plain {

		private final String word = String.valueOf("word");

		@Timed("plain")
		public String answer() {
			return help();
		}

		@Deprecated
		private String help() {
			return this.word;
		}

	}

	@RestController
	static class Controller {

		private final String word = String.valueOf("word");

		@GetMapping("/private")
		private String hidden() {
			return this.word;
		}

		@Timed("a")
		@GetMapping("/failing")
		public String failing() {
			throw new IllegalStateException();
		}

		@ExceptionHandler
		private String handle(IllegalStateException ex) {
			return "handled by " + this.word;
		}

		@ModelAttribute("word")
		private String model() {
			return this.word;
		}

	}

	interface Orders {

		int count();

	}

	static class OrdersImpl implements Orders {

		@Override
		@Timed("orders")
		public int count() {
			return 3;
		}

	}

	record NeedsImpl(OrdersImpl orders) {
	}

}
