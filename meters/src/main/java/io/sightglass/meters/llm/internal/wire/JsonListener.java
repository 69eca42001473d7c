package io.sightglass.meters.llm.internal.wire;

/**
 * Told of what a scanner comes across.
 */
interface JsonListener {

	/**
	 * A value.
	 * @param field where it is
	 * @param value what it is, until this returns; of no matter where only its being
	 * there is
	 */
	void value(WireField field, JsonText value);

	/**
	 * A text whose characters are counted.
	 * @param field where it is
	 * @param characters how many it has
	 * @param hash the hash of its bytes
	 */
	default void length(WireField field, int characters, int hash) {
	}

	/**
	 * The end of an object of a group.
	 * @param field the group
	 */
	default void ended(WireField field) {
	}

	/**
	 * The end of an object that stands for itself.
	 */
	default void objectEnded() {
	}

}
