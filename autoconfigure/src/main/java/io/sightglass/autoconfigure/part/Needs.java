package io.sightglass.autoconfigure.part;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NativeDetector;

/**
 * What classes of Sightglass refer to in other libraries, and whether it is there. It is
 * read from the class files, so that no list can be out of date. What the JVM would find
 * missing only when a request comes is found at start.
 */
final class Needs {

	private static final String OURS = "io/sightglass/";

	private static final List<String> REACHING = Stream.of("autoconfigure/", "instrumentation/", "registry/")
		.map(OURS::concat)
		.toList();

	// Without these no part would come to ask, and to look for them costs a start time.
	private static final List<String> STABLE = List.of("java/", "javax/", "jakarta/", "io/micrometer/common/",
			"io/micrometer/core/instrument/", "io/micrometer/observation/", "org/aopalliance/",
			"org/apache/commons/logging/", "org/reactivestreams/", "org/springframework/aop/",
			"org/springframework/beans/", "org/springframework/boot/autoconfigure/",
			"org/springframework/boot/context/", "org/springframework/context/", "org/springframework/util/",
			"reactor/core/");

	private final Map<String, References> read = new HashMap<>();

	private final Map<String, String> missing = new HashMap<>();

	private final Members members = new Members();

	/**
	 * The first thing that a class, or one that it uses, lacks.
	 * @param configuration the class
	 * @return its name, or nothing if all is there
	 */
	@Nullable String missing(String configuration) {
		// A native image has been linked as a whole.
		if (NativeDetector.inNativeImage()) {
			return null;
		}
		Set<String> seen = new HashSet<>();
		Deque<String> open = new ArrayDeque<>();
		open.add(configuration.replace('.', '/'));
		while (!open.isEmpty()) {
			String name = open.remove();
			if (seen.add(name)) {
				References references = this.read.computeIfAbsent(name, Needs::read);
				String lack = this.missing.computeIfAbsent(name, (any) -> missing(any, references));
				if (!lack.isEmpty()) {
					return lack;
				}
				references.classes().stream().filter(Needs::isFollowed).forEach(open::add);
			}
		}
		return null;
	}

	// A configuration is a part of its own, and what only counts knows Micrometer alone.
	private static boolean isFollowed(String name) {
		return REACHING.stream().anyMatch(name::startsWith) && !name.contains("Configuration");
	}

	private String missing(String name, References references) {
		for (String type : references.classes()) {
			if (isForeign(type) && !this.members.has(type)) {
				return type.replace('/', '.');
			}
		}
		for (References.Member member : references.members()) {
			if (isForeign(member.owner()) && !this.members.has(member)) {
				return member.toString();
			}
		}
		return references.extended().stream().anyMatch(Needs::isForeign) ? unlinked(name) : "";
	}

	private static boolean isForeign(String name) {
		return !name.startsWith(OURS) && STABLE.stream().noneMatch(name::startsWith);
	}

	// What a class inherits must let it, and must want no more of it than it has.
	private static String unlinked(String name) {
		try {
			Class<?> type = Class.forName(name.replace('/', '.'), false, Needs.class.getClassLoader());
			return Modifier.isAbstract(type.getModifiers()) ? "" : unwritten(type);
		}
		catch (LinkageError | ClassNotFoundException ex) {
			return ex.toString();
		}
	}

	private static String unwritten(Class<?> type) {
		try {
			return Arrays.stream(type.getMethods())
				.filter((method) -> Modifier.isAbstract(method.getModifiers()))
				.map(Object::toString)
				.findFirst()
				.orElse("");
		}
		catch (NoClassDefFoundError ex) {
			// A method of ours speaks of a type that nobody here can call it with.
			return "";
		}
	}

	private static References read(String name) {
		try (InputStream bytes = Needs.class.getClassLoader().getResourceAsStream(name + ".class")) {
			return (bytes != null) ? References.of(bytes) : References.NONE;
		}
		catch (IOException ex) {
			return References.NONE;
		}
	}

}
