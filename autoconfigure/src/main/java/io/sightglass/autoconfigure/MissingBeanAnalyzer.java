package io.sightglass.autoconfigure;

import java.util.ServiceConfigurationError;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.MeterSetFactory;
import io.sightglass.meters.set.MeterSets;
import io.sightglass.registry.internal.log.Printable;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.util.ClassUtils;

/**
 * Says why there is no bean of a meter set, or of a family: nobody wrote the set's class,
 * or the auto-configuration is not there, as in the test of a slice. It comes before
 * Boot's analyzer, which would say to define a bean.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingBeanAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final String CONTEXT = "In the test of a slice, such as @WebMvcTest, annotate the test with "
			+ "@AutoConfigureSightglass (io.sightglass:sightglass-test), or with %s. "
			+ "In an application, @EnableAutoConfiguration or @SpringBootApplication brings it, unless it is excluded.";

	private static final String PROCESSOR = "Put io.sightglass:sightglass-processor where the compiler looks for "
			+ "processors, and compile again: <annotationProcessorPaths> of maven-compiler-plugin, "
			+ "annotationProcessor(…) of Gradle (testAnnotationProcessor(…) for a set among the tests), or kapt(…) "
			+ "for Kotlin. -proc:none and <proc>none</proc> switch all processors off.";

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		ResolvableType required = cause.getResolvableType();
		Class<?> type = (required != null) ? required.resolve() : null;
		if (type == null || cause instanceof NoUniqueBeanDefinitionException) {
			return null;
		}
		String needed = Printable.line("%s required a bean of type '%s' that could not be found"
			.formatted((description != null) ? description : "A component", type.getName()));
		if (type.isAnnotationPresent(MeterSet.class)) {
			return ofSet(type, needed, cause);
		}
		return type.getName().matches("io\\.sightglass\\.(meters|instrumentation)\\..*") ? ofFamily(type, needed, cause)
				: null;
	}

	private static FailureAnalysis ofSet(Class<?> type, String needed, Throwable cause) {
		if (isKnown(type)) {
			return new FailureAnalysis(
					needed + ": the auto-configuration of meter sets is no part of this application context.",
					CONTEXT.formatted("@ImportAutoConfiguration({SightglassAutoConfiguration.class, "
							+ "MeterSetAutoConfiguration.class})"),
					cause);
		}
		String written = MeterSets.factoryName(type);
		if (ClassUtils.isPresent(written, type.getClassLoader())) {
			return new FailureAnalysis(
					needed + ": its class %s is there, but META-INF/services/%s does not name it.".formatted(written,
							MeterSetFactory.class.getName()),
					"Delete what was compiled and build again. Where jars are packed into one, merge these files.",
					cause);
		}
		return new FailureAnalysis(needed + ": it is a meter set, and no annotation processor has written its class.",
				PROCESSOR, cause);
	}

	private static FailureAnalysis ofFamily(Class<?> type, String needed, Throwable cause) {
		String action = CONTEXT.formatted("@ImportAutoConfiguration and the auto-configurations of Sightglass");
		return new FailureAnalysis(
				needed + ": no auto-configuration of Sightglass that has it is part of this application context.",
				(type == Instruments.class) ? action + " It is absent, too, without a MeterRegistry and with "
						+ "sightglass.enabled=false: ask for an ObjectProvider<Instruments>." : action,
				cause);
	}

	private static boolean isKnown(Class<?> type) {
		try {
			MeterSets.factory(type);
			return true;
		}
		catch (IllegalArgumentException | LinkageError | ServiceConfigurationError ex) {
			return false;
		}
	}

}
