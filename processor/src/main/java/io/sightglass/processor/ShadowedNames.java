package io.sightglass.processor;

import java.util.Set;

import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Finds constants of an interface that would hide, in the class that implements it, a
 * type or a package of the same name.
 */
final class ShadowedNames {

	private final Elements elements;

	private final Problems problems;

	ShadowedNames(Elements elements, Problems problems) {
		this.elements = elements;
		this.problems = problems;
	}

	void check(SetModel set) {
		Set<String> needed = new GeneratedNames(set).types();
		for (VariableElement constant : ElementFilter.fieldsIn(this.elements.getAllMembers(set.type()))) {
			if (needed.contains(constant.getSimpleName().toString())) {
				this.problems.error(constant,
						"The constant '%s' has the name of a type or package, which the class "
								+ "of the set %s needs. Name one of the two otherwise.",
						constant.getSimpleName(), set.type());
			}
		}
	}

}
