package io.sightglass.autoconfigure;

import java.lang.reflect.Method;
import java.net.URL;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.netty.channel.Channel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring reads every signature of a configuration, those of lambdas included: one name of
 * a library that an application lacks keeps it from starting, as Netty's once did.
 */
class OptionalLibrariesTests {

	private static final Set<String> ALWAYS_THERE = Set.of("java.", "javax.management.", "io.sightglass.",
			"org.springframework.boot.", "org.springframework.core.", "org.springframework.beans.",
			"org.springframework.context.", "org.springframework.aop.", "org.aopalliance.", "org.springframework.util.",
			"io.micrometer.core.", "io.micrometer.common.", "io.micrometer.observation.");

	private static final Map<Class<?>, List<Class<?>>> NEEDS = Map.of(HttpServer.class,
			List.of(ConnectionObserver.class, Channel.class), HttpClient.class,
			List.of(ConnectionObserver.class, Channel.class), ClientHttpConnectorBuilderCustomizer.class,
			List.of(ReactorResourceFactory.class));

	private static final List<Class<?>> CONFIGURATIONS = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.sightglass.autoconfigure")
		.stream()
		.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class) || type.isAnnotatedWith(Configuration.class))
		.<Class<?>>map(JavaClass::reflect)
		.toList();

	static Stream<Class<?>> configurations() {
		return CONFIGURATIONS.stream();
	}

	@ParameterizedTest
	@MethodSource("configurations")
	void aConfigurationNamesALibraryInASignatureOnlyWhereItAsksForIt(Class<?> configuration) {
		Set<String> asked = asked(configuration);
		assertThat(configuration.getDeclaredMethods())
			.allSatisfy((method) -> assertThat(types(method).filter(OptionalLibrariesTests::optional))
				.as("%s: put the method into a nested configuration with @ConditionalOnClass", method)
				.allMatch((type) -> asked.contains(library(type))));
	}

	private static Stream<Class<?>> types(Method method) {
		return Stream.concat(Stream.of(method.getReturnType()), Stream.of(method.getParameterTypes()))
			.<Class<?>>map((type) -> type.isArray() ? type.getComponentType() : type)
			.filter((type) -> !type.isPrimitive());
	}

	private static boolean optional(Class<?> type) {
		return ALWAYS_THERE.stream().noneMatch(type.getName()::startsWith);
	}

	private static Set<String> asked(Class<?> configuration) {
		return conditional(configuration).map((type) -> MergedAnnotations.from(type).get(ConditionalOnClass.class))
			.filter((condition) -> condition.isPresent())
			.flatMap((condition) -> Stream.concat(Stream.of(condition.getClassArray("value")),
					Stream.of(condition.getStringArray("name")).map((name) -> ClassUtils.resolveClassName(name, null))))
			.flatMap((type) -> Stream.concat(Stream.of(type), NEEDS.getOrDefault(type, List.of()).stream()))
			.map(OptionalLibrariesTests::library)
			.collect(Collectors.toSet());
	}

	// A condition holds for what is nested in its class and for what that imports.
	private static Stream<Class<?>> conditional(Class<?> configuration) {
		Stream<Class<?>> importers = configurations().filter((each) -> imports(each, configuration))
			.flatMap(OptionalLibrariesTests::conditional);
		Class<?> outer = configuration.getEnclosingClass();
		Stream<Class<?>> enclosing = (outer != null) ? conditional(outer) : Stream.empty();
		return Stream.of(Stream.<Class<?>>of(configuration), importers, enclosing).flatMap(Function.identity());
	}

	private static boolean imports(Class<?> importer, Class<?> imported) {
		Import annotation = importer.getAnnotation(Import.class);
		return annotation != null && List.of(annotation.value()).contains(imported);
	}

	private static String library(Class<?> type) {
		CodeSource source = type.getProtectionDomain().getCodeSource();
		URL jar = (source != null) ? source.getLocation() : null;
		return (jar != null) ? jar.toString() : "the JDK";
	}

}
