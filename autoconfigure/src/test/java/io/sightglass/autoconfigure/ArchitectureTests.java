package io.sightglass.autoconfigure;

import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.micrometer.core.instrument.config.MeterFilter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The directions between the rooms, and the shape of auto-configurations.
 */
class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.sightglass");

	private static final String[] SHARED = { "io.sightglass.catalogue..", "io.sightglass.registry..",
			"io.sightglass.tag..", "io.sightglass.sample.." };

	private static final String[] FAMILIES = { "io.sightglass.connection..", "io.sightglass.transport..",
			"io.sightglass.pipeline..", "io.sightglass.llm..", "io.sightglass.http..", "io.sightglass.state.." };

	private static final String WIRING = "io.sightglass.autoconfigure..";

	private static final ArchRule METERS_KNOW_NO_SPRING = noClasses().that()
		.resideOutsideOfPackage(WIRING)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", WIRING)
		.because("meters is a plain Micrometer library; move what needs Spring to autoconfigure");

	// Adapters (netty, grpc, sockets) and the catalogue of all families may know
	// families.
	private static final ArchRule FAMILIES_DO_NOT_KNOW_EACH_OTHER = slices().matching("io.sightglass.(*)..")
		.should()
		.notDependOnEachOther()
		.ignoreDependency(not(resideInAnyPackage(FAMILIES)), DescribedPredicate.alwaysTrue())
		.ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAnyPackage(SHARED))
		.because("a family stands alone; what two of them need belongs to registry, tag or sample");

	private static final ArchRule WHAT_IS_SHARED_KNOWS_NO_FAMILY = noClasses().that()
		.resideInAnyPackage(SHARED)
		.should()
		.dependOnClassesThat(resideInAPackage("io.sightglass..").and(not(resideInAnyPackage(SHARED))))
		.because("the shared rooms stand below the families; hand in what they need");

	// One known exception: price and budget read the tokens and meters of llm, which
	// holds
	// both. It falls away once those types stand in a package below.
	private static final ArchRule PACKAGES_HAVE_NO_CYCLE = slices().matching("io.sightglass.(**)")
		.should()
		.beFreeOfCycles()
		.ignoreDependency(resideInAnyPackage("io.sightglass.llm.price", "io.sightglass.llm.budget"),
				resideInAPackage("io.sightglass.llm"))
		.because("a cycle makes two rooms one; move the class that both need below them");

	private static final ArchRule AUTO_CONFIGURATIONS_ARE_PUBLIC_FINAL_AND_NAMED_SO = classes().that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.bePublic()
		.andShould()
		.haveModifier(JavaModifier.FINAL)
		.andShould()
		.haveSimpleNameEndingWith("AutoConfiguration")
		.because("an auto-configuration is found by name and extended by nobody");

	private static final ArchRule AUTO_CONFIGURATIONS_HAVE_NO_PUBLIC_METHODS = methods().that()
		.areDeclaredInClassesThat()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.notBePublic()
		.because("bean methods are no API; make them package-private");

	private static final ArchRule NESTED_CONFIGURATIONS_ARE_PACKAGE_PRIVATE = classes().that()
		.areMemberClasses()
		.and(enclosedByAnAutoConfiguration())
		.should()
		.notBePublic()
		.allowEmptyShould(true)
		.because("a nested configuration is no API; make it package-private");

	private static final ArchRule EARLY_BEANS_ARE_STATIC = methods().that()
		.areAnnotatedWith(Bean.class)
		.and()
		.haveRawReturnType(assignableTo(BeanPostProcessor.class).or(assignableTo(MeterFilter.class)))
		.should()
		.beStatic()
		.because("these beans are made before all others; an instance method would wake its configuration early");

	// But the registry, which takes the place of Boot's.
	private static final ArchRule BEANS_CARRY_OUR_NAME = methods().that()
		.areAnnotatedWith(Bean.class)
		.should()
		.haveNameMatching("sightglass[A-Z].*|prometheusMeterRegistry")
		.because("an application may have a bean of any other name");

	static List<ArchRule> rules() {
		return List.of(METERS_KNOW_NO_SPRING, FAMILIES_DO_NOT_KNOW_EACH_OTHER, WHAT_IS_SHARED_KNOWS_NO_FAMILY,
				PACKAGES_HAVE_NO_CYCLE, AUTO_CONFIGURATIONS_ARE_PUBLIC_FINAL_AND_NAMED_SO,
				AUTO_CONFIGURATIONS_HAVE_NO_PUBLIC_METHODS, NESTED_CONFIGURATIONS_ARE_PACKAGE_PRIVATE,
				EARLY_BEANS_ARE_STATIC, BEANS_CARRY_OUR_NAME);
	}

	@ParameterizedTest
	@MethodSource("rules")
	void holds(ArchRule rule) {
		rule.check(CLASSES);
	}

	private static DescribedPredicate<JavaClass> enclosedByAnAutoConfiguration() {
		return DescribedPredicate.describe("are nested in an auto-configuration",
				(nested) -> nested.getEnclosingClass()
					.map((outer) -> outer.isAnnotatedWith(AutoConfiguration.class))
					.orElse(false));
	}

}
