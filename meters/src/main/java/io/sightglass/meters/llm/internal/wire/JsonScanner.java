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

	// What ends or begins something.
	private static final boolean[] MARKS = new boolean[256];

	static {
		for (char mark : new char[] { '"', '{', '}', '[', ']' }) {
			MARKS[mark] = true;
		}
	}

	private final JsonListener listener;

	private final JsonPlaces places;

	private final JsonText text = new JsonText();

	private final PassedText passed = new PassedText();

	// How deep inside something that no place asks for.
	private int skipped;

	private Inside inside = Inside.PLACE;

	private boolean nameNext;

	private boolean valueNext;

	private boolean inNumber;

	private @Nullable JsonShape child;

	JsonScanner(JsonShape root, JsonListener listener) {
		this.places = new JsonPlaces(root);
		this.listener = listener;
	}

	void feed(byte[] bytes, int from, int to) {
		int i = from;
		while (i < to) {
			i = switch (this.inside) {
				case PLACE -> place(bytes, i);
				case KEPT -> kept(bytes, i, to);
				case FIRST -> first(bytes, i);
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
		return this.places.isEmpty() && this.skipped == 0;
	}

	/**
	 * Forgets what has begun, for something new that begins now.
	 */
	void reset() {
		this.places.clear();
		this.skipped = 0;
		this.inside = Inside.PLACE;
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
			this.inNumber = false;
			if (!endsValue(next)) {
				// It is none, then.
				this.text.keep(next);
			}
			tell();
		}
		switch (next) {
			case '{' -> open(false);
			case '[' -> open(true);
			case '}', ']' -> close();
			case '"' -> quote();
			case ':' -> this.valueNext = !this.nameNext && this.places.inObject();
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

	private void flag() {
		if (this.valueNext && kind() == Kind.FLAG) {
			tell();
		}
		this.valueNext = false;
	}

	private void quote() {
		if (this.places.isEmpty()) {
			return;
		}
		Kind kind = (this.valueNext || this.places.inArray()) ? kind() : null;
		if (this.nameNext || kind == Kind.EACH || kind == Kind.TEXT || kind == Kind.WORD || kind == Kind.COUNT
				|| kind == Kind.AMOUNT) {
			this.text.clear();
			this.inside = Inside.KEPT;
			return;
		}
		this.passed.begin(kind == Kind.LENGTH);
		this.inside = (kind == Kind.PRESENT) ? Inside.FIRST : Inside.PASSED;
	}

	private int kept(byte[] bytes, int from, int to) {
		int i = from;
		while ((i = this.text.plain(bytes, i, to)) < to) {
			if (this.text.ends(bytes[i++])) {
				this.inside = Inside.PLACE;
				if (this.nameNext) {
					this.nameNext = false;
					this.child = this.places.child(this.text);
				}
				else {
					this.valueNext = false;
					tell();
				}
				return i;
			}
		}
		return to;
	}

	private int first(byte[] bytes, int at) {
		if (bytes[at] != '"') {
			tell();
		}
		this.inside = Inside.PASSED;
		return at;
	}

	private int passed(byte[] bytes, int from, int to) {
		int end = this.passed.pass(bytes, from, to);
		if (this.passed.isEnded()) {
			this.inside = (this.skipped > 0) ? Inside.SKIPPED : Inside.PLACE;
			WireField field = (this.skipped == 0 && this.valueNext) ? field() : null;
			if (field != null && field.kind() == Kind.LENGTH) {
				this.listener.length(field, this.passed.length(), this.passed.hash());
			}
			this.valueNext = false;
		}
		return end;
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
			case '"' -> {
				this.passed.begin(false);
				this.inside = Inside.PASSED;
			}
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
		this.nameNext = this.places.inObject();
	}

	private void open(boolean array) {
		if (this.places.open(array, this.valueNext ? this.child : null)) {
			comma();
			return;
		}
		this.valueNext = false;
		this.skipped = 1;
		this.inside = Inside.SKIPPED;
	}

	private void close() {
		if (this.places.isEmpty()) {
			return;
		}
		JsonShape place = this.places.close();
		this.nameNext = false;
		this.valueNext = false;
		this.child = null;
		if (place == null) {
			return;
		}
		WireField field = place.field();
		if (field != null && field.kind() == Kind.GROUP) {
			this.listener.ended(field);
		}
		if (this.places.isOwn(place)) {
			this.listener.objectEnded();
		}
	}

	private @Nullable WireField field() {
		return (this.child != null) ? this.child.field() : this.places.element();
	}

	private @Nullable Kind kind() {
		WireField field = field();
		return (field != null) ? field.kind() : null;
	}

	private void tell() {
		WireField field = field();
		if (field != null) {
			this.listener.value(field, this.text);
		}
	}

	private static boolean beginsNumber(byte next) {
		return (next >= '0' && next <= '9') || next == '-';
	}

	private static boolean endsValue(byte next) {
		return next == ',' || next == '}' || next == ']' || next == ' ' || next == '\n' || next == '\r' || next == '\t';
	}

	private static boolean isOfNumber(byte next) {
		return beginsNumber(next) || next == '.' || next == 'e' || next == 'E' || next == '+';
	}

	private enum Inside {

		/** An object or array that a place asks for. */
		PLACE,

		/** A text that is kept: a name or a value. */
		KEPT,

		/** A text that is or is not empty. */
		FIRST,

		/** The rest of it, or another text that is not kept. */
		PASSED,

		/** Something that no place asks for. */
		SKIPPED

	}

}
