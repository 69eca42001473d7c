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
import com.tngtech.archunit.library.GeneralCodingRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The directions between the rooms, and the shape of auto-configurations.
 */
class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.sightglass.registry", "io.sightglass.meters", "io.sightglass.instrumentation",
				"io.sightglass.autoconfigure", "io.sightglass.test");

	private static final String REGISTRY = "io.sightglass.registry..";

	private static final String METERS = "io.sightglass.meters..";

	private static final String INSTRUMENTATION = "io.sightglass.instrumentation..";

	private static final String WIRING = "io.sightglass.autoconfigure..";

	private static final ArchRule ARROWS_RUN_DOWN = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.layer("registry")
		.definedBy(REGISTRY)
		.layer("meters")
		.definedBy(METERS)
		.layer("instrumentation")
		.definedBy(INSTRUMENTATION)
		.layer("autoconfigure")
		.definedBy(WIRING)
		.whereLayer("autoconfigure")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("instrumentation")
		.mayOnlyBeAccessedByLayers("autoconfigure")
		.whereLayer("meters")
		.mayOnlyBeAccessedByLayers("instrumentation", "autoconfigure")
		.because("each floor stands without those above it; hand in what it needs of them");

	private static final ArchRule NO_SPRING_BELOW = noClasses().that()
		.resideInAnyPackage(REGISTRY, METERS)
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework..")
		.because("they are plain Micrometer libraries; move what measures Spring to instrumentation");

	private static final ArchRule TESTS_NEED_NO_SPRING = noClasses().that()
		.resideInAPackage("io.sightglass.test")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework..")
		.because(
				"programs without Spring are tested too; what is for Spring's tests stands in io.sightglass.test.spring");

	private static final ArchRule WIRING_IS_ABOVE = noClasses().that()
		.resideInAPackage(INSTRUMENTATION)
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.boot.autoconfigure..")
		.because("who measures a library does not ask when it is there; hand in what an auto-configuration knows");

	private static final ArchRule WHO_USES_SPRING_IS_INTERNAL = noClasses().that()
		.resideInAPackage(INSTRUMENTATION)
		.and()
		.resideOutsideOfPackage("..internal..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework..")
		.because("the API of instrumentation is for those without Spring; with it, all is wired");

	private static final ArchRule A_FAMILY_KNOWS_NO_LIBRARY = noClasses().that()
		.resideInAnyPackage(REGISTRY, METERS)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.netty..", "io.grpc..", "io.projectreactor..")
		.because("who measures a library stands in instrumentation");

	// The catalogue lists them all.
	private static final ArchRule FAMILIES_DO_NOT_KNOW_EACH_OTHER = slices().matching("io.sightglass.meters.(*)..")
		.should()
		.notDependOnEachOther()
		.ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage("io.sightglass.meters.instrument.."))
		.ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage("io.sightglass.meters.internal"))
		.ignoreDependency(resideInAPackage("io.sightglass.meters.internal.catalogue"), DescribedPredicate.alwaysTrue())
		.because("a family stands alone; what two of them need belongs to instrument or to the registry");

	private static final ArchRule PACKAGES_HAVE_NO_CYCLE = slices().matching("io.sightglass.(**)")
		.should()
		.beFreeOfCycles()
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

	private static final ArchRule ONE_WAY_TO_THE_LOG = noClasses().that()
		.resideOutsideOfPackage("io.sightglass.registry.internal.log")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.slf4j..", "org.apache.commons.logging..", "java.util.logging..",
				"io.micrometer.common.util.internal.logging..")
		.orShould()
		.dependOnClassesThat()
		.belongToAnyOf(System.Logger.class)
		.because("SafeLog alone lets nobody forge a line of the log");

	static List<ArchRule> rules() {
		return List.of(ARROWS_RUN_DOWN, NO_SPRING_BELOW, TESTS_NEED_NO_SPRING, WIRING_IS_ABOVE,
				WHO_USES_SPRING_IS_INTERNAL, A_FAMILY_KNOWS_NO_LIBRARY, FAMILIES_DO_NOT_KNOW_EACH_OTHER,
				PACKAGES_HAVE_NO_CYCLE, AUTO_CONFIGURATIONS_ARE_PUBLIC_FINAL_AND_NAMED_SO,
				AUTO_CONFIGURATIONS_HAVE_NO_PUBLIC_METHODS, NESTED_CONFIGURATIONS_ARE_PACKAGE_PRIVATE,
				EARLY_BEANS_ARE_STATIC, BEANS_CARRY_OUR_NAME, ONE_WAY_TO_THE_LOG,
				GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
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
