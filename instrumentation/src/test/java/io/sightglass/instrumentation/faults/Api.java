package io.sightglass.instrumentation.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a user may call: every public type of a package that is not internal, found in the
 * compiled classes, so that a new one is met by itself.
 */
final class Api {

	private static final List<Path> MODULES = List.of(Path.of("..", "registry"), Path.of("..", "meters"), Path.of(""));

	/** What the walk leaves out, and why. */
	private static final Map<String, String> OUTSIDE = Map.of("io.sightglass.instrumentation.netty.",
			"a handler of Netty's, called by a channel: MeteringHandlerTests", "io.sightglass.instrumentation.grpc.",
			"called by gRPC: GrpcFlowTests", "io.sightglass.instrumentation.socket.",
			"sockets, which throw what the network does: MeteredSocketTests",
			"io.sightglass.registry.SightglassPrometheusRegistry", "is itself a registry: CompatibilityKitTests",
			"io.sightglass.registry.ScrapeHandler", "called by a server: ScrapeHandlerTests",
			"io.sightglass.meters.set.",
			"the generated code's, with numbers of its own; the walk meets it through a set",
			"io.sightglass.registry.failure.Safe",
			"stands around what the application gives a registry: BadInputTests");

	/** Of those, what a user calls all the same. */
	private static final Set<String> INSIDE = Set.of("MeterSets", "GaugeLevel", "Held", "Timing", "Stopwatch",
			"TaggedMeters", "TaggedMetersBuilder");

	private static final Set<String> OBJECTS = Set.of("equals", "hashCode");

	private Api() {
	}

	static List<Class<?>> types() {
		List<Class<?>> types = new ArrayList<>();
		for (Path module : MODULES) {
			Path classes = module.resolve(Path.of("target", "classes"));
			try (Stream<Path> files = Files.walk(classes)) {
				files.map((file) -> classes.relativize(file).toString())
					.filter((file) -> file.endsWith(".class") && !file.endsWith("package-info.class"))
					.sorted()
					.map((file) -> type(file.substring(0, file.length() - ".class".length()).replace('/', '.')))
					.filter(Api::isApi)
					.forEach(types::add);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		types.add(HostileSet.class);
		return types;
	}

	static List<Executable> calls(Class<?> type) {
		List<Executable> calls = new ArrayList<>();
		for (Constructor<?> constructor : type.getDeclaredConstructors()) {
			if (Modifier.isPublic(constructor.getModifiers()) && !Modifier.isAbstract(type.getModifiers())) {
				calls.add(constructor);
			}
		}
		for (Method method : type.getDeclaredMethods()) {
			if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic() && !OBJECTS.contains(method.getName())
					&& !isCompilers(type, method)) {
				method.setAccessible(true);
				calls.add(method);
			}
		}
		calls.sort(Comparator.comparing(Executable::toString));
		return calls;
	}

	private static boolean isCompilers(Class<?> type, Method method) {
		return type.isEnum() && (method.getName().equals("valueOf") || method.getName().equals("values"));
	}

	private static boolean isApi(Class<?> type) {
		for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
			if (!Modifier.isPublic(each.getModifiers())) {
				return false;
			}
		}
		return !type.isAnnotation() && !type.isAnonymousClass() && !type.getPackageName().contains(".internal")
				&& (OUTSIDE.keySet().stream().noneMatch(type.getName()::startsWith)
						|| INSIDE.contains(type.getSimpleName()));
	}

	private static Class<?> type(String name) {
		try {
			return Class.forName(name, false, Api.class.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static boolean isEnumOrRecord(Class<?> type) {
		return type.isEnum() || type.isRecord();
	}

	static String name(Executable call) {
		Class<?> type = call.getDeclaringClass();
		String outer = (type.getEnclosingClass() != null) ? type.getEnclosingClass().getSimpleName() + "." : "";
		String name = (call instanceof Constructor) ? "new" : call.getName();
		return outer + type.getSimpleName() + "." + name
				+ Arrays.stream(call.getParameterTypes()).map(Class::getSimpleName).toList();
	}

}
