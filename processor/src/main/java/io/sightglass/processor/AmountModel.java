package io.sightglass.processor;

import javax.lang.model.element.VariableElement;

/**
 * The parameter that is recorded.
 *
 * @param parameter the parameter
 * @param type what it is
 * @param unit its base unit, or nothing
 */
record AmountModel(VariableElement parameter, Type type, String unit) {

	/** What is recorded. */
	enum Type {

		NUMBER, DURATION, FLAG

	}

}
