package io.sightglass.processor;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/**
 * The names by which a generated class speaks of types, which its fields and parameters
 * must not hide.
 */
final class GeneratedNames {

	// For Timing.NONE and the like, or io.sightglass.… where that is imported otherwise.
	private static final List<String> OURS = List.of("io", "Timing", "Stopwatch", "GaugeLevel");

	private final Set<String> types = new HashSet<>(OURS);

	GeneratedNames(SetModel set) {
		for (MeterModel meter : set.meters()) {
			for (TagModel tag : meter.tags()) {
				if (tag.type() == TagModel.Type.ENUM) {
					add((TypeElement) ((DeclaredType) tag.is()).asElement());
				}
			}
		}
	}

	private void add(TypeElement type) {
		this.types.addAll(Arrays.asList(type.getQualifiedName().toString().split("\\.")));
	}

	/**
	 * The simple names of the types, of those around them and of their packages.
	 * @return the names
	 */
	Set<String> types() {
		return this.types;
	}

	/**
	 * A name that hides no type and is no word of Java's.
	 * @param name the one that is wanted
	 * @param taken the names that others have
	 * @return that name, or one with underscores behind it
	 */
	String free(String name, Set<String> taken) {
		String free = name;
		while (taken.contains(free) || this.types.contains(free) || !SourceVersion.isName(free)) {
			free += "_";
		}
		return free;
	}

}
