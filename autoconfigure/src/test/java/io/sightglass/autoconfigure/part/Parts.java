package io.sightglass.autoconfigure.part;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * All the parts.
 */
final class Parts {

	static final List<Class<?>> ALL = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.sightglass.autoconfigure")
		.stream()
		.filter((type) -> type.isAnnotatedWith(ConditionalOnNeeds.class))
		.<Class<?>>map(JavaClass::reflect)
		.toList();

	private Parts() {
	}

}
