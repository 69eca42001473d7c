package io.sightglass.processor;

import java.util.List;

import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/**
 * A parameter that is a tag.
 *
 * @param parameter the parameter
 * @param is its type in the set
 * @param key the tag's key
 * @param type what its values are
 * @param values the values that are known now: an enum's, or none
 * @param named whether the enum has a method {@code tag()} that names its constants
 * @param constants how many constants the enum has, or 0
 * @param limit how many values a string may have, or 0
 */
record TagModel(VariableElement parameter, TypeMirror is, String key, Type type, List<String> values, boolean named,
		int constants, int limit) {

	/**
	 * How many slots the run time gives it: an absent value has one, and of strings those
	 * beyond the limit too.
	 * @return the size of its axis
	 */
	long size() {
		return switch (this.type) {
			case ENUM -> this.constants + 1;
			case FLAG -> 2;
			case NAMED -> this.limit + 2L;
		};
	}

	/** What the values of a tag are. */
	enum Type {

		ENUM, FLAG, NAMED

	}

}
