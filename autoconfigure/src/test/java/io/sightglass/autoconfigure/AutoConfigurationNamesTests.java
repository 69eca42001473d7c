package io.sightglass.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names that the compiler cannot check: a wrong one is ignored silently.
 */
class AutoConfigurationNamesTests {

	private static final List<Class<?>> ALL = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.sightglass.autoconfigure")
		.stream()
		.filter((each) -> each.isAnnotatedWith(AutoConfiguration.class))
		.<Class<?>>map(JavaClass::reflect)
		.toList();

	@Test
	void everyAutoConfigurationIsListedAndNothingElseOfOurs() {
		List<String> listed = ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.sightglass."))
			.toList();
		assertThat(listed)
			.as("add or remove the lines in META-INF/spring/%s.imports", AutoConfiguration.class.getName())
			.containsExactlyInAnyOrderElementsOf(ALL.stream().map(Class::getName).toList());
	}

	@Test
	void everyClassThatIsNamedByAStringExists() {
		assertThat(ALL.stream()
			.flatMap(AutoConfigurationNamesTests::withNested)
			.flatMap(AutoConfigurationNamesTests::names))
			.as("a name in afterName, beforeName or @ConditionalOnClass(name) that no class has; mend it")
			.allMatch((name) -> ClassUtils.isPresent(name, AutoConfigurationNamesTests.class.getClassLoader()));
	}

	private static Stream<Class<?>> withNested(Class<?> outer) {
		return Stream.concat(Stream.of(outer), Stream.of(outer.getDeclaredClasses()));
	}

	private static Stream<String> names(Class<?> type) {
		MergedAnnotations annotations = MergedAnnotations.from(type);
		MergedAnnotation<AutoConfiguration> auto = annotations.get(AutoConfiguration.class);
		MergedAnnotation<ConditionalOnClass> condition = annotations.get(ConditionalOnClass.class);
		Stream<String> order = auto.isPresent() ? Stream.concat(Stream.of(auto.getStringArray("afterName")),
				Stream.of(auto.getStringArray("beforeName"))) : Stream.empty();
		Stream<String> classes = condition.isPresent() ? Stream.of(condition.getStringArray("name")) : Stream.empty();
		return Stream.concat(order, classes);
	}

}
