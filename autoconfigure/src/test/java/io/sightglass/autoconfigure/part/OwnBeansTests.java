package io.sightglass.autoconfigure.part;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.sightglass.autoconfigure.CoreContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Answers;
import org.mockito.Mockito;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.MethodMetadata;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever of ours may be replaced gives way to a bean of the application's of the same
 * type, and the report says so.
 */
class OwnBeansTests {

	@ParameterizedTest
	@MethodSource("replaceable")
	void takeThePlaceOfOurs(String bean, Class<?> type) {
		CoreContext.web()
			.withConfiguration(AutoConfigurations.of(ours()))
			.withPropertyValues("management.endpoints.web.exposure.include=*",
					"management.observations.annotations.enabled=" + bean.endsWith("Aspect"))
			.withInitializer((context) -> register(context, type))
			.run((context) -> {
				assertThat(context).as(bean).hasNotFailed().doesNotHaveBean(bean);
				assertThat(new PartsReport(context.getBeanFactory()).replacedByTheApplication()).as(bean)
					.containsKey(bean);
			});
	}

	private static <T> void register(ConfigurableApplicationContext context, Class<T> type) {
		((GenericApplicationContext) context).registerBean("own", type,
				() -> Mockito.mock(type, type.isInterface() ? Answers.CALLS_REAL_METHODS : Answers.RETURNS_DEEP_STUBS));
	}

	static List<Arguments> replaceable() throws Exception {
		SimpleMetadataReaderFactory classes = new SimpleMetadataReaderFactory();
		List<Arguments> all = new ArrayList<>();
		String pattern = "file:target/classes/io/sightglass/autoconfigure/**/*.class";
		for (var resource : new PathMatchingResourcePatternResolver().getResources(pattern)) {
			for (MethodMetadata method : classes.getMetadataReader(resource)
				.getAnnotationMetadata()
				.getAnnotatedMethods(ConditionalOnMissingBean.class.getName())) {
				MergedAnnotation<ConditionalOnMissingBean> missing = method.getAnnotations()
					.get(ConditionalOnMissingBean.class);
				Class<?> type = ClassUtils.resolveClassName(
						Stream.of(missing.getStringArray("value")).findFirst().orElse(method.getReturnTypeName()),
						null);
				// What an application of servlets has, and can have of its own.
				if (missing.getStringArray("name").length == 0 && Modifier.isPublic(type.getModifiers())
						&& !method.getDeclaringClassName().contains("Reactive")) {
					all.add(Arguments.of(method.getMethodName(), type));
				}
			}
		}
		assertThat(all).hasSizeGreaterThan(15);
		return all;
	}

	private static Class<?>[] ours() {
		List<Class<?>> ours = new ArrayList<>();
		ImportCandidates.load(AutoConfiguration.class, null).forEach((name) -> {
			if (name.startsWith("io.sightglass.autoconfigure.")) {
				ours.add(ClassUtils.resolveClassName(name, null));
			}
		});
		return ours.toArray(Class<?>[]::new);
	}

}
