package io.sightglass.instrumentation.internal.annotation;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.annotation.Timed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.aspectj.AspectJExpressionPointcut;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

class AnnotatedMethodsMatchTests {

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	@ParameterizedTest
	@ValueSource(classes = { Plain.class, OnAMethod.class, OnTheClass.class, BelowAMethod.class, BelowAClass.class,
			OfAnInterface.class, OnAnInterface.class, OfAGenericInterface.class, WithAComposedAnnotation.class,
			String.class, List.class })
	void matchesWhatMicrometersAspectMatches(Class<?> type) {
		AspectJExpressionPointcut method = pointcut("execution (@io.micrometer.core.annotation.Timed * *.*(..))");
		AspectJExpressionPointcut within = pointcut("@within(io.micrometer.core.annotation.Timed)"
				+ " && !@annotation(io.micrometer.core.annotation.Timed) && execution(* *(..))");
		AnnotatedMethods ours = AnnotatedMethods.withOrWithin(Timed.class, this.beans);
		assertThat(AopUtils.canApply(ours, type))
			.isEqualTo(AopUtils.canApply(method, type) || AopUtils.canApply(within, type));
		ReflectionUtils.doWithMethods(type, (each) -> assertThat(ours.matches(each, type)).as(each.toString())
			.isEqualTo(method.matches(each, type) || within.matches(each, type)));
	}

	@Test
	void wakesAspectJOnlyWhereTheAnnotationStands() {
		AtomicBoolean awake = new AtomicBoolean();
		AnnotatedMethods methods = new AnnotatedMethods(Timed.class, () -> {
			awake.set(true);
			return pointcut("execution(* *(..))");
		}, (type) -> false);
		assertThat(AopUtils.canApply(methods, Plain.class)).isFalse();
		assertThat(awake).isFalse();
		assertThat(AopUtils.canApply(methods, BelowAMethod.class)).isTrue();
		assertThat(awake).isTrue();
	}

	private AspectJExpressionPointcut pointcut(String expression) {
		AspectJExpressionPointcut pointcut = new AspectJExpressionPointcut();
		pointcut.setBeanFactory(this.beans);
		pointcut.setExpression(expression);
		return pointcut;
	}

	static class Plain {

		void work() {
		}

	}

	static class OnAMethod {

		@Timed("work")
		public void work() {
		}

		public void rest() {
		}

	}

	@Timed("class")
	static class OnTheClass {

		@Timed("work")
		public void work() {
		}

		public void rest() {
		}

	}

	static class BelowAMethod extends OnAMethod {

		@Override
		public void rest() {
		}

	}

	static class BelowAClass extends OnTheClass {

		@Override
		public void work() {
		}

	}

	interface Work {

		@Timed("work")
		void work();

		void rest();

	}

	abstract static class OfAnInterface implements Work {

		@Override
		public void rest() {
		}

	}

	@Timed("interface")
	interface Rest {

		default void rest() {
		}

	}

	static class OnAnInterface implements Rest {

	}

	interface Taking<T> {

		void take(T value);

	}

	static class OfAGenericInterface implements Taking<String> {

		@Timed("take")
		@Override
		public void take(String value) {
		}

	}

	@Timed("composed")
	@interface Composed {

	}

	@Composed
	static class WithAComposedAnnotation {

		@Composed
		public void work() {
		}

	}

}
