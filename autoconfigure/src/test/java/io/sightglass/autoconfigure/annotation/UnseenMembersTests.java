package io.sightglass.autoconfigure.annotation;

import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.autoconfigure.annotation.library.Shelf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Annotated beans of which others reach more than an extending class can answer work as
 * they did before the annotation meant anything.
 */
@ExtendWith(OutputCaptureExtension.class)
// them
class UnseenMembersTests {

	private final ApplicationContextRunner runner = AnnotationContext.runner();

	@ParameterizedTest
	@MethodSource
	<B> void isLeftAloneWithALine(Class<B> type, Function<B, Object> use, Object expected, CapturedOutput output) {
		this.runner.withBean(type).withBean(UnseenBeans.Clockwork.class).run((context) -> {
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
		return Stream.of(use(UnseenBeans.Scheduling.class, UnseenBeans.Scheduling::answer, "word"),
				use(UnseenBeans.Listening.class, UnseenBeans.Listening::answer, "word"),
				use(UnseenBeans.Staged.class, UnseenBeans.Staged::answer, "word"),
				use(UnseenBeans.Listed.class, (bean) -> bean.items, Set.of("a")),
				use(UnseenBeans.Open.class, (bean) -> bean.word, "word"),
				use(UnseenBeans.Equal.class, (bean) -> bean.equals(new UnseenBeans.Equal()) && bean.hashCode() == 7,
						true),
				use(UnseenBeans.Volume.class, Shelf::nearOf, "word"),
				use(UnseenBeans.Volume.class, Shelf::lastOf, "word"),
				use(UnseenBeans.Volume.class, Shelf::labelOf, "label"),
				use(UnseenBeans.Bound.class, (bean) -> bean.bound(), "word"),
				use(UnseenBeans.Ranked.class, (bean) -> bean.compareTo(new UnseenBeans.Ranked()), 0),
				use(UnseenBeans.Closed.class, UnseenBeans.Closed::answer, "word"));
	}

	private static <B> Arguments use(Class<B> type, Function<B, Object> use, Object expected) {
		return arguments(type, use, expected);
	}

	@Test
	void whatIsLeftOpenByHabitIsTimed() {
		this.runner.withBean(UnseenBeans.Habitual.class).run((context) -> {
			context.getBean(UnseenBeans.Habitual.class).answer();
			assertThat(context.getBean(MeterRegistry.class).get("habit").timer().count()).isOne();
		});
	}

	@Test
	void privateMethodsOfAControllerAnswerAsEver() {
		this.runner.withBean(UnseenBeans.Controller.class).run((context) -> {
			MockMvcTester mvc = MockMvcTester.of(context.getBean(UnseenBeans.Controller.class));
			assertThat(mvc.get().uri("/private")).hasBodyTextEqualTo("word");
			assertThat(mvc.get().uri("/failing")).hasBodyTextEqualTo("handled by word");
		});
	}

	@Test
	void whatIsReachedByItsMethodsAloneIsTimed() {
		this.runner.withBean(UnseenBeans.Plain.class).run((context) -> {
			context.getBean(UnseenBeans.Plain.class).answer();
			assertThat(context.getBean(MeterRegistry.class).get("plain").timer().count()).isOne();
		});
	}

	@Test
	void aBeanKeepsItsClassWhereSpringIsContentWithInterfaces() {
		this.runner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean(UnseenBeans.OrdersImpl.class)
			.withBean(UnseenBeans.NeedsImpl.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(UnseenBeans.NeedsImpl.class).orders().count()).isEqualTo(3);
				assertThat(context.getBean(UnseenBeans.Orders.class).count()).isEqualTo(3);
				assertThat(context.getBean(MeterRegistry.class).get("orders").timer().count()).isEqualTo(2);
			});
	}

}
