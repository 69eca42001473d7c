package io.sightglass.meters.llm.internal.wire;

import io.sightglass.meters.llm.internal.wire.WireField.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Walks over JSON that comes in pieces and tells of the values at the places of a shape.
 * It keeps nothing but the way to the current place and at most 256 bytes of a value, so
 * a body of any size costs no memory; what no place asks for it only looks through for
 * its end.
 */
final class JsonScanner {

	private static final int MAX_DEPTH = 32;

	// What ends or begins something.
	private static final boolean[] MARKS = new boolean[256];

	static {
		for (char mark : new char[] { '"', '{', '}', '[', ']' }) {
			MARKS[mark] = true;
		}
	}

	private final JsonShape root;

	private final Listener listener;

	private final JsonShape[] places = new JsonShape[MAX_DEPTH];

	private final boolean[] arrays = new boolean[MAX_DEPTH];

	private final JsonText text = new JsonText();

	private int depth;

	// How deep inside something that no place asks for.
	private int skipped;

	private Inside inside = Inside.PLACE;

	private boolean escaped;

	private boolean nameNext;

	private boolean valueNext;

	private boolean inNumber;

	private boolean first;

	private int length;

	private @Nullable JsonShape child;

	JsonScanner(JsonShape root, Listener listener) {
		this.root = root;
		this.listener = listener;
	}

	void feed(byte[] bytes, int from, int to) {
		int i = from;
		while (i < to) {
			i = switch (this.inside) {
				case PLACE -> place(bytes, i);
				case KEPT -> kept(bytes, i, to);
				case PASSED -> passed(bytes, i, to);
				case SKIPPED -> skipped(bytes, i, to);
			};
		}
	}

	/**
	 * Whether nothing has begun that has not ended.
	 * @return whether the last object or array is whole
	 */
	boolean isBetween() {
		return this.depth == 0;
	}

	/**
	 * Forgets what has begun, for something new that begins now.
	 */
	void reset() {
		this.depth = 0;
		this.skipped = 0;
		this.inside = Inside.PLACE;
		this.escaped = false;
		this.inNumber = false;
		this.text.clear();
		comma();
	}

	private int place(byte[] bytes, int at) {
		byte next = bytes[at];
		if (this.inNumber) {
			if (isOfNumber(next)) {
				this.text.keep(next);
				return at + 1;
			}
			number();
		}
		switch (next) {
			case '{' -> open(false);
			case '[' -> open(true);
			case '}', ']' -> close();
			case '"' -> quote();
			case ':' -> {
				this.valueNext = !this.nameNext && this.depth > 0 && !this.arrays[this.depth - 1];
			}
			case ',' -> comma();
			case 't' -> flag();
			default -> {
				if (this.valueNext && beginsNumber(next)) {
					begin(next);
				}
			}
		}
		return at + 1;
	}

	private void begin(byte next) {
		Kind kind = kind();
		this.valueNext = false;
		if (kind == Kind.COUNT || kind == Kind.AMOUNT || kind == Kind.WORD) {
			this.inNumber = true;
			this.text.clear();
			this.text.keep(next);
		}
	}

	private void number() {
		this.inNumber = false;
		tell();
	}

	private void flag() {
		if (this.valueNext && kind() == Kind.FLAG) {
			tell();
		}
		this.valueNext = false;
	}

	private void quote() {
		if (this.depth == 0) {
			return;
		}
		if (this.nameNext) {
			this.text.clear();
			this.inside = Inside.KEPT;
			return;
		}
		Kind kind = this.valueNext ? kind() : null;
		if (kind == Kind.TEXT || kind == Kind.WORD || kind == Kind.COUNT || kind == Kind.AMOUNT) {
			this.text.clear();
			this.inside = Inside.KEPT;
			return;
		}
		this.first = kind == Kind.PRESENT || kind == Kind.LENGTH;
		this.length = 0;
		this.inside = Inside.PASSED;
	}

	private int kept(byte[] bytes, int from, int to) {
		for (int i = from; i < to; i++) {
			if (this.text.ends(bytes[i])) {
				this.inside = Inside.PLACE;
				if (this.nameNext) {
					this.nameNext = false;
					this.child = this.places[this.depth - 1].child(this.text);
				}
				else {
					this.valueNext = false;
					tell();
				}
				return i + 1;
			}
		}
		return to;
	}

	private int passed(byte[] bytes, int from, int to) {
		if (this.first && this.skipped == 0) {
			return measured(bytes, from, to);
		}
		int i = from;
		if (this.escaped) {
			this.escaped = false;
			i++;
		}
		while (i < to) {
			byte next = bytes[i++];
			if (next == '"') {
				this.valueNext = false;
				this.inside = (this.skipped > 0) ? Inside.SKIPPED : Inside.PLACE;
				return i;
			}
			if (next == '\\') {
				if (i == to) {
					this.escaped = true;
					return i;
				}
				i++;
			}
		}
		return i;
	}

	// Only the first byte matters of a text that is or is not empty, but each of one
	// whose characters are counted.
	private int measured(byte[] bytes, int from, int to) {
		if (kind() == Kind.PRESENT) {
			this.first = false;
			if (bytes[from] != '"') {
				tell();
			}
			return from;
		}
		int i = from;
		while (i < to) {
			byte next = bytes[i++];
			if (this.escaped) {
				this.escaped = false;
				// The four digits count as characters otherwise.
				this.length -= (next == 'u') ? 4 : 0;
			}
			else if (next == '"') {
				this.first = false;
				this.valueNext = false;
				this.inside = Inside.PLACE;
				this.listener.length(this.length);
				return i;
			}
			else {
				this.escaped = next == '\\';
				// Not the second and later bytes of a character.
				this.length += ((next & 0xc0) != 0x80) ? 1 : 0;
			}
		}
		return i;
	}

	private int skipped(byte[] bytes, int from, int to) {
		int i = from;
		while (i < to && !MARKS[bytes[i] & 0xff]) {
			i++;
		}
		if (i == to) {
			return i;
		}
		switch (bytes[i]) {
			case '"' -> this.inside = Inside.PASSED;
			case '{', '[' -> this.skipped += (this.skipped < Integer.MAX_VALUE) ? 1 : 0;
			default -> {
				if (--this.skipped == 0) {
					this.inside = Inside.PLACE;
				}
			}
		}
		return i + 1;
	}

	private void comma() {
		this.valueNext = false;
		this.child = null;
		this.nameNext = this.depth > 0 && !this.arrays[this.depth - 1];
	}

	private void open(boolean array) {
		JsonShape place = (this.depth == 0) ? this.root
				: this.arrays[this.depth - 1] ? this.places[this.depth - 1] : this.valueNext ? this.child : null;
		this.valueNext = false;
		if (place == null || !place.hasChildren() || this.depth == MAX_DEPTH) {
			this.first = false;
			this.skipped = 1;
			this.inside = Inside.SKIPPED;
			return;
		}
		this.places[this.depth] = place;
		this.arrays[this.depth] = array;
		this.depth++;
		comma();
	}

	private void close() {
		if (this.depth == 0) {
			return;
		}
		this.depth--;
		JsonShape place = this.places[this.depth];
		this.nameNext = false;
		this.valueNext = false;
		this.child = null;
		if (!this.arrays[this.depth]) {
			WireField field = place.field();
			if (field != null && field.kind() == Kind.GROUP) {
				this.listener.ended(field);
			}
			if (place == this.root && isOfRoots()) {
				this.listener.objectEnded();
			}
		}
	}

	// Whether all around is an array of answers.
	private boolean isOfRoots() {
		for (int i = 0; i < this.depth; i++) {
			if (!this.arrays[i]) {
				return false;
			}
		}
		return true;
	}

	private @Nullable Kind kind() {
		WireField field = (this.child != null) ? this.child.field() : null;
		return (field != null) ? field.kind() : null;
	}

	private void tell() {
		WireField field = (this.child != null) ? this.child.field() : null;
		if (field != null) {
			this.listener.value(field, this.text);
		}
	}

	private static boolean beginsNumber(byte next) {
		return (next >= '0' && next <= '9') || next == '-';
	}

	private static boolean isOfNumber(byte next) {
		return (next >= '0' && next <= '9') || next == '-' || next == '.' || next == 'e' || next == 'E' || next == '+';
	}

	private enum Inside {

		/** An object or array that a place asks for. */
		PLACE,

		/** A text that is kept: a name or a value. */
		KEPT,

		/** A text that is not. */
		PASSED,

		/** Something that no place asks for. */
		SKIPPED

	}

	/**
	 * Told of what the scanner comes across.
	 */
	interface Listener {

		/**
		 * A value.
		 * @param field where it is
		 * @param value what it is, until this returns; of no matter where only its being
		 * there is
		 */
		void value(WireField field, JsonText value);

		/**
		 * A text whose characters are counted.
		 * @param characters how many it has
		 */
		default void length(int characters) {
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

}
