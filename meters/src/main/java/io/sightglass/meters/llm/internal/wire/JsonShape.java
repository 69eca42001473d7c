package io.sightglass.meters.llm.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A place in JSON and the places below it that are read; what is not here is skipped. An
 * element of an array is where the array is.
 */
final class JsonShape {

	// By the length of the name.
	private Child[][] children = {};

	private @Nullable WireField field;

	/**
	 * Adds a place.
	 * @param path the names on the way, with dots between
	 * @param field what is read there
	 */
	void add(String path, WireField field) {
		JsonShape place = this;
		for (String name : path.split("\\.")) {
			place = place.at(name.getBytes(StandardCharsets.UTF_8));
		}
		place.field = field;
	}

	private JsonShape at(byte[] name) {
		if (name.length >= this.children.length) {
			int known = this.children.length;
			this.children = Arrays.copyOf(this.children, name.length + 1);
			Arrays.fill(this.children, known, this.children.length, new Child[0]);
		}
		Child[] same = this.children[name.length];
		for (Child child : same) {
			if (Arrays.equals(child.name(), name)) {
				return child.place();
			}
		}
		JsonShape place = new JsonShape();
		Child[] more = Arrays.copyOf(same, same.length + 1);
		more[same.length] = new Child(name, place);
		this.children[name.length] = more;
		return place;
	}

	@Nullable JsonShape child(JsonText name) {
		if (name.length() < this.children.length) {
			for (Child child : this.children[name.length()]) {
				if (name.first() == child.name()[0] && name.is(child.name())) {
					return child.place();
				}
			}
		}
		return null;
	}

	boolean hasChildren() {
		return this.children.length > 0;
	}

	@Nullable WireField field() {
		return this.field;
	}

	private record Child(byte[] name, JsonShape place) {
	}

}
