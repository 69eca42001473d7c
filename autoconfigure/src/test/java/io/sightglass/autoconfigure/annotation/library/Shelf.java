package io.sightglass.autoconfigure.annotation.library;

/**
 * What a library lets others extend, and calls itself.
 */
public class Shelf {

	private final String word = String.valueOf("word");

	final String label = String.valueOf("label");

	String near() {
		return this.word;
	}

	protected final String last() {
		return this.word;
	}

	public static String nearOf(Shelf shelf) {
		return shelf.near();
	}

	public static String lastOf(Shelf shelf) {
		return shelf.last();
	}

	public static String labelOf(Shelf shelf) {
		return shelf.label;
	}

}
