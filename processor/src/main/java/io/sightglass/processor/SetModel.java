package io.sightglass.processor;

import java.util.List;

import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

import io.sightglass.meters.set.MeterSet;

/**
 * An interface that is a set.
 *
 * @param type the interface
 * @param packageName where it is
 * @param name the set's name
 * @param prefix its prefix, or {@link MeterSet#GLOBAL_PREFIX}
 * @param meters its meters, in the order of the methods
 */
record SetModel(TypeElement type, String packageName, String name, String prefix, List<MeterModel> meters) {

	/**
	 * The name of the interface, and of those around it.
	 * @return the simple names joined by underscores
	 */
	String flatName() {
		String whole = this.type.getQualifiedName().toString();
		String local = this.packageName.isEmpty() ? whole : whole.substring(this.packageName.length() + 1);
		return local.replace('.', '_');
	}

	String className() {
		return flatName() + "MeterSet";
	}

	String qualifiedClassName() {
		return this.packageName.isEmpty() ? className() : this.packageName + "." + className();
	}

	boolean hasNeighbour(String simpleName, Elements elements) {
		return elements
			.getTypeElement(this.packageName.isEmpty() ? simpleName : this.packageName + "." + simpleName) != null;
	}

	/**
	 * A meter's name as far as it is known when compiling: the application's prefix is
	 * not.
	 * @param meter a meter of this set
	 * @return the name behind the set's own prefix
	 */
	String nameOf(MeterModel meter) {
		boolean bare = this.prefix.isEmpty() || this.prefix.equals(MeterSet.GLOBAL_PREFIX);
		return bare ? meter.name() : this.prefix + "." + meter.name();
	}

}
