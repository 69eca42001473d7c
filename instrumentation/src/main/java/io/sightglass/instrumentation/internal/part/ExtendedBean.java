package io.sightglass.instrumentation.internal.part;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import io.sightglass.registry.internal.log.SafeLog;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.core.NativeDetector;
import org.springframework.util.ClassUtils;

/**
 * Intercepts the calls of a bean that somebody may have injected by its class.
 */
public final class ExtendedBean {

	private static final SafeLog logger = SafeLog.of(ExtendedBean.class);

	// Each session of a WebSocket asks.
	private static final ClassValue<Optional<String>> OBSTACLES = new ClassValue<>() {

		@Override
		protected Optional<String> computeValue(Class<?> type) {
			try {
				return find(type);
			}
			catch (LinkageError ex) {
				return Optional.of(type.getName() + " names a class that is not there, " + ex.getMessage());
			}
		}

	};

	private ExtendedBean() {
	}

	/**
	 * A bean whose calls are intercepted.
	 * @param bean the bean
	 * @param calls what intercepts them
	 * @param lost what is not measured where they cannot be
	 * @return a bean of a class that extends the bean's, or has its interfaces where
	 * nobody can name its class, such as a lambda's; the bean itself where its class or a
	 * method of it is final
	 */
	public static Object of(Object bean, MethodInterceptor calls, String lost) {
		Class<?> type = bean.getClass();
		String obstacle = (NativeDetector.inNativeImage() && !isNameless(type))
				? "In a native image no class can extend " + type.getName() : obstacleForOthers(type);
		if (obstacle != null) {
			logger.warn(obstacle + ", so that it stays as it is: " + lost + ".");
			return bean;
		}
		return intercepted(bean, calls, !isNameless(type));
	}

	/**
	 * An object whose calls are intercepted, of a class that extends its own, or has at
	 * least its interfaces.
	 * @param object the object
	 * @param calls what intercepts them
	 * @return the other object, or the first one where neither can be
	 */
	public static Object orInterfaces(Object object, MethodInterceptor calls) {
		Class<?> type = object.getClass();
		for (boolean extended : new boolean[] { !isNameless(type) && obstacle(type) == null, false }) {
			try {
				return intercepted(object, calls, extended);
			}
			catch (Throwable ex) {
				// Such as for a class that only its package sees.
				logger.debug(type.getName() + " cannot be intercepted", ex);
			}
		}
		return object;
	}

	private static Object intercepted(Object bean, MethodInterceptor calls, boolean extended) {
		ProxyFactory proxies = new ProxyFactory(bean);
		// No class can be made there.
		proxies.setProxyTargetClass(extended && !NativeDetector.inNativeImage());
		proxies.addAdvice(calls);
		return proxies.getProxy(bean.getClass().getClassLoader());
	}

	private static boolean isNameless(Class<?> type) {
		return type.isHidden() || Proxy.isProxyClass(type);
	}

	/**
	 * Why no class can do for a bean's. A final method would run on the extending object,
	 * whose fields nobody has set.
	 * @param bean the bean's class
	 * @return the reason, nothing where there is none
	 */
	public static @Nullable String obstacle(Class<?> bean) {
		return OBSTACLES.get(bean).orElse(null);
	}

	/**
	 * Why no class can do for that of a bean, whatever others do with it.
	 * @param bean the bean's class
	 * @return the reason, nothing where there is none
	 */
	public static @Nullable String obstacleForOthers(Class<?> bean) {
		String obstacle = obstacle(bean);
		return (obstacle != null || isNameless(bean)) ? obstacle
				: UnseenMembers.of(ClassUtils.getUserClass(bean)).orElse(null);
	}

	private static boolean isOpen(Class<?> type) {
		return !Modifier.isFinal(type.getModifiers()) && Arrays.stream(type.getDeclaredConstructors())
			.anyMatch((constructor) -> !Modifier.isPrivate(constructor.getModifiers()));
	}

	private static Stream<Method> finalMethods(Class<?> type) {
		return Stream.<Class<?>>iterate(type, (each) -> each != null && each != Object.class, Class::getSuperclass)
			.flatMap((each) -> Arrays.stream(each.getDeclaredMethods()))
			.filter((method) -> Modifier.isFinal(method.getModifiers())
					&& (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) == 0);
	}

	private static Optional<String> find(Class<?> bean) {
		Class<?> type = ClassUtils.getUserClass(bean);
		if (isNameless(type) || type.isInterface()) {
			return Optional.empty();
		}
		if (Modifier.isFinal(type.getModifiers())) {
			return Optional.of(type.getName() + " is final");
		}
		if (type.isSealed()) {
			return Optional.of(type.getName() + " is sealed");
		}
		if (!isOpen(type)) {
			return Optional.of(type.getName() + " has no constructor for others");
		}
		return finalMethods(type).findFirst().map((method) -> type.getName() + "." + method.getName() + "() is final");
	}

}
