package io.sightglass.instrumentation.internal.stage;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import io.sightglass.meters.pipeline.FilteredWhen;
import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;
import org.springframework.core.ResolvableType;

/**
 * Tells which results of a method stand for a filtered record.
 *
 * @param when the results that do
 */
record FilteredResult(Set<FilteredWhen> when) implements Predicate<@Nullable Object> {

	static FilteredResult of(Method method, FilteredWhen... when) {
		Set<FilteredWhen> kinds = EnumSet.noneOf(FilteredWhen.class);
		kinds.addAll(List.of(when));
		// Who returns nothing at all filters nothing by it.
		ResolvableType type = KotlinDetector.isSuspendingFunction(method)
				? ResolvableType.forMethodParameter(method, method.getParameterCount() - 1).getGeneric(0)
				: ResolvableType.forMethodReturnType(method);
		if (isVoid(type.toClass()) || (type.hasGenerics() && isVoid(type.getGeneric(0).toClass()))) {
			kinds.remove(FilteredWhen.NULL);
		}
		return new FilteredResult(kinds);
	}

	private static boolean isVoid(Class<?> type) {
		return type == void.class || type == Void.class || type.getName().equals("kotlin.Unit");
	}

	@Override
	public boolean test(@Nullable Object result) {
		if (result == null) {
			return this.when.contains(FilteredWhen.NULL);
		}
		if (result instanceof Optional<?> optional) {
			return optional.isEmpty() && this.when.contains(FilteredWhen.EMPTY);
		}
		if (result instanceof Collection<?> collection) {
			return collection.isEmpty() && this.when.contains(FilteredWhen.EMPTY);
		}
		return Boolean.FALSE.equals(result) && this.when.contains(FilteredWhen.FALSE);
	}

}
