package io.sightglass.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is API and what is not: a package is, unless its description says "Internal".
 */
class ApiTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.sightglass");

	private static final Pattern PACKAGE = Pattern.compile("^package (.*);", Pattern.MULTILINE);

	private static final Pattern EXCLUDE = Pattern.compile("<exclude>(io\\.sightglass\\.[a-z.]+)</exclude>");

	@Test
	void theComparisonWithTheLastReleaseLeavesOutExactlyWhatIsInternal() throws IOException {
		List<String> leftOut = EXCLUDE.matcher(Files.readString(Path.of("..", "pom.xml")))
			.results()
			.map((found) -> found.group(1))
			.toList();
		assertThat(leftOut).containsExactlyInAnyOrderElementsOf(internal()).isNotEmpty();
	}

	@Test
	void noSignatureOfTheApiShowsAnInternalType() throws IOException {
		DescribedPredicate<JavaClass> internal = resideInAnyPackage(internal().toArray(String[]::new));
		codeUnits().that()
			.areDeclaredInClassesThat(DescribedPredicate.not(internal))
			.and()
			.areDeclaredInClassesThat()
			.arePublic()
			.and()
			.areDeclaredInClassesThat()
			.areNotNestedClasses()
			.and()
			.arePublic()
			.should(notShow(internal))
			.because("whoever calls it depends on that type; move it, or make the method package-private")
			.check(CLASSES);
	}

	private static List<String> internal() throws IOException {
		List<String> internal = new ArrayList<>();
		for (String module : List.of("meters", "autoconfigure")) {
			try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
				for (Path file : files.filter((each) -> each.endsWith("package-info.java")).toList()) {
					String text = Files.readString(file);
					if (text.contains(" * Internal:")) {
						PACKAGE.matcher(text)
							.results()
							.map((MatchResult found) -> found.group(1))
							.forEach(internal::add);
					}
				}
			}
		}
		return internal;
	}

	private static ArchCondition<JavaCodeUnit> notShow(DescribedPredicate<JavaClass> internal) {
		return new ArchCondition<>("show no internal type") {

			@Override
			public void check(JavaCodeUnit unit, ConditionEvents events) {
				Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
					.filter(internal)
					.forEach((shown) -> events
						.add(SimpleConditionEvent.violated(unit, unit.getFullName() + " shows " + shown.getName())));
			}

		};
	}

}
