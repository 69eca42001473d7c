package io.sightglass.instrumentation.internal.part;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of a class others reach past an extending one: it would answer for itself, with
 * fields that nobody has set.
 */
final class UnseenMembers {

	// What is used before a bean is extended, or by no caller at all.
	private static final Set<String> HARMLESS = Set.of("Autowired", "Inject", "Resource", "Value", "PostConstruct",
			"PreDestroy", "Bean", "Deprecated", "Nullable", "NonNull", "NotNull", "Nonnull", "CheckForNull",
			"SafeVarargs", "VisibleForTesting", "Generated", "JvmName", "Timed", "Counted", "PipelineStage");

	private static final Set<String> INJECTED = Set.of("Autowired", "Inject", "Resource", "Value",
			"PersistenceContext");

	private UnseenMembers() {
	}

	/**
	 * The first that there is.
	 * @param type a class
	 * @return what stands in the way of extending it, nothing where nothing does
	 */
	static Optional<String> of(Class<?> type) {
		if (Comparable.class.isAssignableFrom(type)) {
			return Optional.of(type.getName() + " compares its objects");
		}
		return Stream.<Class<?>>iterate(type, (each) -> each != null && each != Object.class, Class::getSuperclass)
			.flatMap((each) -> Stream.concat(methods(each, type), fields(each, type)))
			.findFirst()
			.map((obstacle) -> type.getName() + " has " + obstacle);
	}

	private static Stream<String> methods(Class<?> declaring, Class<?> type) {
		return Arrays.stream(declaring.getDeclaredMethods())
			.filter((method) -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
			.flatMap((method) -> method(method, type).stream());
	}

	private static Optional<String> method(Method method, Class<?> type) {
		String name = "the method " + method.getName() + "()" + of(method, type);
		if (Modifier.isPrivate(method.getModifiers())) {
			return calledAs(method).map((annotation) -> name + ", which is private and called as @" + annotation);
		}
		if (isPackagePrivate(method) && !isNear(method, type)) {
			return Optional.of(name + ", which only its package sees");
		}
		boolean identity = (method.getName().equals("hashCode") && method.getParameterCount() == 0)
				|| (method.getName().equals("equals")
						&& Arrays.equals(method.getParameterTypes(), new Class<?>[] { Object.class }));
		return identity ? Optional.of(name + ", which tells its objects apart") : Optional.empty();
	}

	private static String of(Member member, Class<?> type) {
		return (member.getDeclaringClass() != type) ? " of " + member.getDeclaringClass().getName() : "";
	}

	// A framework calls a private method by its annotation.
	private static Optional<String> calledAs(AnnotatedElement method) {
		return annotations(method).filter((annotation) -> !HARMLESS.contains(annotation)).findFirst();
	}

	private static Stream<String> annotations(AnnotatedElement element) {
		return Arrays.stream(element.getDeclaredAnnotations())
			.map(Annotation::annotationType)
			.map(Class::getSimpleName);
	}

	private static Stream<String> fields(Class<?> declaring, Class<?> type) {
		return Arrays.stream(declaring.getDeclaredFields())
			.filter((field) -> (field.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE)) == 0
					&& !field.isSynthetic() && !isForItselfOnly(field))
			.filter((field) -> Modifier.isPublic(field.getModifiers()) || isPackagePrivate(field)
					|| isNear(field, type))
			.map((field) -> "the field " + field.getName() + of(field, type) + ", which is not private");
	}

	// What is injected, and loggers, are left open by habit rather than for others.
	private static boolean isForItselfOnly(Field field) {
		return field.getType().getSimpleName().matches("Log|Logger") || annotations(field).anyMatch(INJECTED::contains);
	}

	private static boolean isPackagePrivate(Member member) {
		return (member.getModifiers() & (Modifier.PRIVATE | Modifier.PROTECTED | Modifier.PUBLIC)) == 0;
	}

	private static boolean isNear(Member member, Class<?> type) {
		Class<?> declaring = member.getDeclaringClass();
		return declaring.getClassLoader() == type.getClassLoader()
				&& declaring.getPackageName().equals(type.getPackageName());
	}

}
