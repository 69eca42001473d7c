package io.sightglass.autoconfigure;

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

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;

/**
 * What is API and what is not: a package is, unless it is called internal.
 */
class ApiTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.sightglass");

	@Test
	void noSignatureOfTheApiShowsAnInternalType() {
		DescribedPredicate<JavaClass> internal = resideInAPackage("..internal..");
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
