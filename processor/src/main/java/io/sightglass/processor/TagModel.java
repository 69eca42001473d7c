package io.sightglass.processor;

import java.util.List;

import javax.lang.model.element.VariableElement;

/**
 * A parameter that is a tag.
 *
 * @param parameter the parameter
 * @param key the tag's key
 * @param type what its values are
 * @param values the values that are known now: an enum's, or none
 * @param named whether the enum has a method {@code tag()} that names its constants
 * @param limit how many values a string may have, or 0
 */
record TagModel(VariableElement parameter, String key, Type type, List<String> values, boolean named, int limit) {

	/** What the values of a tag are. */
	enum Type {

		ENUM, FLAG, NAMED

	}

}
