package io.sightglass.instrumentation.internal.annotation;

import java.util.function.Supplier;

import io.micrometer.common.annotation.ValueExpressionResolver;
import io.micrometer.common.annotation.ValueResolver;
import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The values of {@code @MeterTag}. One that cannot be found is {@value #UNKNOWN}, counted
 * as a failure and logged once; the tag itself is never left out, because a meter without
 * it would be another one. Without anything to look at, a failing look is no failure: the
 * value is {@value BoundedValues#NONE}.
 */
public class SafeTagValues {

	static final String UNKNOWN = "unknown";

	private static final String SOURCE = "annotations.metertag";

	private final Failures failures;

	private final BeanFactory beans;

	private final ObjectProvider<ValueExpressionResolver> expressions;

	public SafeTagValues(Failures failures, BeanFactory beans, ObjectProvider<ValueExpressionResolver> expressions) {
		this.failures = failures;
		this.beans = beans;
		this.expressions = expressions;
	}

	public ValueResolver resolver(Class<? extends ValueResolver> type) {
		return (parameter) -> value(parameter, () -> this.beans.getBean(type).resolve(parameter));
	}

	public ValueExpressionResolver expressionResolver(Class<? extends ValueExpressionResolver> type) {
		return (expression, parameter) -> value(parameter,
				() -> this.expressions.getObject().resolve(expression, parameter));
	}

	private String value(@Nullable Object parameter, Supplier<@Nullable String> look) {
		try {
			String value = look.get();
			return (value != null) ? value : BoundedValues.NONE;
		}
		catch (Throwable ex) {
			if (parameter == null) {
				return BoundedValues.NONE;
			}
			this.failures.record(SOURCE, ex);
			return UNKNOWN;
		}
	}

}
