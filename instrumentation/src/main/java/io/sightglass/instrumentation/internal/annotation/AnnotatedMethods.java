package io.sightglass.instrumentation.internal.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.sightglass.instrumentation.internal.part.ExtendedBean;
import io.sightglass.registry.internal.log.SafeLog;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ClassFilter;
import org.springframework.aop.IntroductionAwareMethodMatcher;
import org.springframework.aop.MethodMatcher;
import org.springframework.aop.Pointcut;
import org.springframework.aop.aspectj.AspectJExpressionPointcut;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * A pointcut of AspectJ's that is made and asked only for the types where an annotation
 * stands at all. An aspect makes AspectJ's weaver load and look at each bean of the
 * application; most applications have no such bean.
 */
public final class AnnotatedMethods implements Pointcut, ClassFilter, IntroductionAwareMethodMatcher {

	private static final SafeLog logger = SafeLog.of(AnnotatedMethods.class);

	private final AnnotatedTypes types;

	private final Supplier<AspectJExpressionPointcut> exactly;

	private final Predicate<Class<?>> extendedAnyway;

	private final Map<Class<?>, Boolean> extensible = new ConcurrentHashMap<>();

	AnnotatedMethods(Class<? extends Annotation> annotation, Supplier<AspectJExpressionPointcut> exactly,
			Predicate<Class<?>> extendedAnyway) {
		this.extendedAnyway = extendedAnyway;
		this.types = new AnnotatedTypes(annotation);
		this.exactly = SingletonSupplier.of(exactly);
	}

	private AnnotatedMethods(Class<? extends Annotation> annotation, String expression, BeanFactory beans) {
		this(annotation, () -> {
			AspectJExpressionPointcut pointcut = new AspectJExpressionPointcut();
			pointcut.setBeanFactory(beans);
			pointcut.setExpression(expression.replace("ANNOTATION", annotation.getName()));
			return pointcut;
		}, new OtherProxies(beans));
	}

	/**
	 * The methods that carry an annotation.
	 * @param annotation the annotation
	 * @param beans where they are called
	 * @return those methods
	 */
	public static AnnotatedMethods with(Class<? extends Annotation> annotation, BeanFactory beans) {
		return new AnnotatedMethods(annotation, "@annotation(ANNOTATION) && execution(* *(..))", beans);
	}

	/**
	 * The methods that carry an annotation, and all those of types that do.
	 * @param annotation the annotation
	 * @param beans where they are called
	 * @return those methods
	 */
	public static AnnotatedMethods withOrWithin(Class<? extends Annotation> annotation, BeanFactory beans) {
		return new AnnotatedMethods(annotation,
				"(@annotation(ANNOTATION) || @within(ANNOTATION)) && execution(* *(..))", beans);
	}

	/**
	 * The annotation of the method that a call leads to.
	 * @param <A> the annotation
	 * @param call the call
	 * @param type the annotation
	 * @return the annotation, or null where only the type carries it
	 */
	public static <A extends Annotation> @Nullable A annotation(MethodInvocation call, Class<A> type) {
		Object target = call.getThis();
		Method method = AopUtils.getMostSpecificMethod(call.getMethod(), (target != null) ? target.getClass() : null);
		Class<?> declaring = method.getDeclaringClass();
		// Another proxy, or a lambda, has no annotations; a class may have left one out.
		boolean nameless = Proxy.isProxyClass(declaring) || declaring.isHidden();
		return (nameless ? call.getMethod() : method).getAnnotation(type);
	}

	@Override
	public ClassFilter getClassFilter() {
		return this;
	}

	@Override
	public MethodMatcher getMethodMatcher() {
		return this;
	}

	@Override
	public boolean matches(Class<?> type) {
		return this.types.mention(type) && this.exactly.get().matches(type) && isWhole(type);
	}

	// Spring would look at all methods next, and fail where one names a class that is not
	// there.
	private static boolean isWhole(Class<?> type) {
		try {
			ReflectionUtils.getAllDeclaredMethods(type);
			ClassUtils.getAllInterfacesForClassAsSet(type).forEach(ReflectionUtils::getAllDeclaredMethods);
			return true;
		}
		catch (IllegalStateException ex) {
			logger.debug("An annotated class is left alone", ex);
			return false;
		}
	}

	/**
	 * Whether only the annotation makes Spring put something in the place of a bean.
	 * @param type the bean's class
	 * @return whether the application may rely on its class
	 */
	boolean isAlone(Class<?> type) {
		return this.types.mention(type) && !this.extendedAnyway.test(type);
	}

	private boolean isExtensible(Class<?> type) {
		return this.extensible.computeIfAbsent(type, this::findExtensible);
	}

	// Without an annotation nobody would extend it, and the application may rely on that.
	private boolean findExtensible(Class<?> type) {
		String obstacle = ExtendedBean.obstacleForOthers(type);
		if (obstacle == null || this.extendedAnyway.test(type)) {
			return true;
		}
		logger.warn(obstacle + ", so that beans of this class are not extended: their @"
				+ this.types.annotation().getSimpleName() + " measures nothing.");
		return false;
	}

	@Override
	public boolean matches(Method method, Class<?> type) {
		return this.types.mention(type) && this.exactly.get().matches(method, type) && isExtensible(type);
	}

	@Override
	public boolean matches(Method method, Class<?> type, boolean hasIntroductions) {
		return this.types.mention(type) && this.exactly.get().matches(method, type, hasIntroductions)
				&& isExtensible(type);
	}

	// The type and the method tell all.
	@Override
	public boolean isRuntime() {
		return false;
	}

	@Override
	public boolean matches(Method method, Class<?> type, @Nullable Object... arguments) {
		return matches(method, type);
	}

}
