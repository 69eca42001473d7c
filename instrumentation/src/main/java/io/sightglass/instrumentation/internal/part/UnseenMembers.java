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

	private UnseenMembers() {
	}

	/**
	 * The first that there is.
	 * @param type a class
	 * @return what stands in the way of extending it, nothing where nothing does
	 */
	static Optional<String> of(Class<?> type) {
		return Stream.<Class<?>>iterate(type, (each) -> each != null && each != Object.class, Class::getSuperclass)
			.flatMap((each) -> Stream.concat(methods(each, type), fields(each, type)))
			.findFirst()
			.map((obstacle) -> type.getName() + obstacle);
	}

	private static Stream<String> methods(Class<?> declaring, Class<?> type) {
		return Arrays.stream(declaring.getDeclaredMethods())
			.filter((method) -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
			.flatMap((method) -> method(method, type).stream());
	}

	private static Optional<String> method(Method method, Class<?> type) {
		String name = "." + method.getName() + "() ";
		if (Modifier.isPrivate(method.getModifiers())) {
			return calledAs(method).map((annotation) -> name + "is private and called as @" + annotation);
		}
		if (isPackagePrivate(method) && !isNear(method, type)) {
			return Optional.of(name + "is seen in " + method.getDeclaringClass().getPackageName() + " only");
		}
		boolean identity = (method.getName().equals("hashCode") && method.getParameterCount() == 0)
				|| (method.getName().equals("equals")
						&& Arrays.equals(method.getParameterTypes(), new Class<?>[] { Object.class }));
		return identity ? Optional.of(name + "tells its objects apart") : Optional.empty();
	}

	// A framework calls a private method by its annotation.
	private static Optional<String> calledAs(AnnotatedElement method) {
		return Arrays.stream(method.getDeclaredAnnotations())
			.map(Annotation::annotationType)
			.map(Class::getSimpleName)
			.filter((annotation) -> !HARMLESS.contains(annotation))
			.findFirst();
	}

	private static Stream<String> fields(Class<?> declaring, Class<?> type) {
		return Arrays.stream(declaring.getDeclaredFields())
			.filter((field) -> (field.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE)) == 0
					&& !field.isSynthetic())
			.filter((field) -> Modifier.isPublic(field.getModifiers()) || isPackagePrivate(field)
					|| isNear(field, type))
			.map(Field::getName)
			.map((field) -> " has the field " + field + ", which is not private");
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
