package io.sightglass.processor;

import java.util.List;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;

/**
 * A method as a set sees it: of a generic interface, with the set's own types.
 *
 * @param element the method
 * @param type its types in the set
 */
record MemberMethod(ExecutableElement element, ExecutableType type) {

	String name() {
		return this.element.getSimpleName().toString();
	}

	List<? extends TypeMirror> parameterTypes() {
		return this.type.getParameterTypes();
	}

}
