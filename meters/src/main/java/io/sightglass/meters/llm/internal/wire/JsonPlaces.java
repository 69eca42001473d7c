package io.sightglass.meters.llm.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * The objects and arrays that are open, and their places.
 */
final class JsonPlaces {

	private static final int MAX_DEPTH = 32;

	private final JsonShape root;

	private final JsonShape[] places = new JsonShape[MAX_DEPTH];

	private final boolean[] arrays = new boolean[MAX_DEPTH];

	private int depth;

	JsonPlaces(JsonShape root) {
		this.root = root;
	}

	/**
	 * Opens one.
	 * @param array whether it is an array
	 * @param child the place under the name that was read last, if it is one
	 * @return whether something in it is read
	 */
	boolean open(boolean array, @Nullable JsonShape child) {
		JsonShape place = (this.depth == 0) ? this.root : inArray() ? this.places[this.depth - 1] : child;
		if (place == null || this.depth == MAX_DEPTH || !(place.hasChildren() || (array && isList(place)))) {
			return false;
		}
		this.places[this.depth] = place;
		this.arrays[this.depth] = array;
		this.depth++;
		return true;
	}

	private static boolean isList(JsonShape place) {
		WireField field = place.field();
		return field != null && field.kind() == WireField.Kind.EACH;
	}

	/**
	 * What is read of the texts in the array that is open.
	 * @return it, or {@code null} where they are not asked for
	 */
	@Nullable WireField element() {
		return (inArray() && isList(this.places[this.depth - 1])) ? this.places[this.depth - 1].field() : null;
	}

	/**
	 * Closes the last.
	 * @return its place, or {@code null} where it was an array
	 */
	@Nullable JsonShape close() {
		this.depth--;
		return this.arrays[this.depth] ? null : this.places[this.depth];
	}

	void clear() {
		this.depth = 0;
	}

	boolean isEmpty() {
		return this.depth == 0;
	}

	boolean inArray() {
		return this.depth > 0 && this.arrays[this.depth - 1];
	}

	boolean inObject() {
		return this.depth > 0 && !this.arrays[this.depth - 1];
	}

	@Nullable JsonShape child(JsonText name) {
		return this.places[this.depth - 1].child(name);
	}

	/**
	 * Whether an object that was closed stands for itself.
	 * @param place its place
	 * @return whether it is one of those of the body, or of an array of them
	 */
	boolean isOwn(JsonShape place) {
		for (int i = 0; i < this.depth; i++) {
			if (!this.arrays[i]) {
				return false;
			}
		}
		return place == this.root;
	}

}
