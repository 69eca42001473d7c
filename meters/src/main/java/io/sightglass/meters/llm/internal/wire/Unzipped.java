package io.sightglass.meters.llm.internal.wire;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.jspecify.annotations.Nullable;

/**
 * What comes in pieces and is zipped or not, by gzip in one or more members or by zlib,
 * as its first bytes tell, unzipped. It holds 2 KB and the window of 32 KB that the
 * format needs, and stops after 64 MB.
 */
final class Unzipped {

	private static final int BUFFER = 2048;

	private static final long MOST = 64L * 1024 * 1024;

	private static final byte MAGIC = 0x1f;

	// Method and window, as all write them, and what both bytes are a multiple of.
	private static final byte ZLIB = 0x78;

	private static final int ZLIB_CHECK = 31;

	private static final byte[] FIRST_OF_ZLIB = { ZLIB };

	private static final int TRAILER = 8;

	// Magic numbers, method, flags, time, level and system.
	private static final int HEAD = 10;

	private static final int EXTRA = 4;

	private static final int NAME = 8;

	private static final int COMMENT = 16;

	private static final int CHECK = 2;

	private final Sink sink;

	private State state = State.NEW;

	private @Nullable Inflater inflater;

	private byte[] buffer = {};

	private int head;

	private int flags;

	private int extra;

	private boolean single;

	private long out;

	Unzipped(Sink sink) {
		this.sink = sink;
	}

	void feed(byte[] bytes, int from, int to) {
		int i = from;
		if (this.state == State.NEW && i < to) {
			this.state = (bytes[i] == MAGIC) ? State.HEAD : (bytes[i] == ZLIB) ? State.ZLIB : State.PLAIN;
		}
		if (this.state == State.ZLIB && i < to) {
			i = zlib(bytes, i, to);
		}
		if (this.state == State.PLAIN) {
			this.sink.feed(bytes, i, to);
			return;
		}
		while (i < to) {
			switch (this.state) {
				case HEAD -> head(bytes[i++]);
				case BODY -> i = inflate(bytes, i, to);
				case DONE -> done(bytes[i++]);
				default -> {
					return;
				}
			}
		}
	}

	// The first of its two bytes may be the last of what came before.
	private int zlib(byte[] bytes, int from, int to) {
		int i = from;
		if (this.head == 0) {
			this.head = 1;
			i++;
		}
		if (i == to) {
			return i;
		}
		boolean zipped = ((ZLIB << 8) + (bytes[i] & 0xff)) % ZLIB_CHECK == 0;
		this.state = zipped ? State.BODY : State.PLAIN;
		if (zipped) {
			this.single = true;
			begin(false);
			inflate(FIRST_OF_ZLIB, 0, 1);
		}
		else {
			this.sink.feed(FIRST_OF_ZLIB, 0, 1);
		}
		return i;
	}

	// A checksum and a length, and perhaps another member.
	private void done(byte next) {
		if (this.single) {
			return;
		}
		if (this.head++ == TRAILER && next == MAGIC) {
			this.head = 1;
			this.flags = 0;
			this.extra = 0;
			this.state = State.HEAD;
		}
	}

	/**
	 * Whether what was zipped has come to its end.
	 * @return whether it has, or was not zipped
	 */
	boolean isWhole() {
		return this.state == State.NEW || this.state == State.PLAIN || this.state == State.DONE;
	}

	private void head(byte next) {
		int at = this.head++;
		if (at == 3) {
			this.flags = next;
		}
		if (at >= HEAD) {
			optional(next, at - HEAD);
		}
		if (this.head >= HEAD && this.flags == 0) {
			begin(true);
		}
	}

	private void begin(boolean plain) {
		this.buffer = new byte[BUFFER];
		this.inflater = new Inflater(plain);
		this.state = State.BODY;
	}

	// The parts follow each other, each there if its flag is.
	private void optional(byte next, int at) {
		if ((this.flags & EXTRA) != 0) {
			this.extra |= (at < 2) ? (next & 0xff) << (8 * at) : 0;
			ended(at >= 1 && at == this.extra + 1, EXTRA);
		}
		else if ((this.flags & NAME) != 0) {
			ended(next == 0, NAME);
		}
		else if ((this.flags & COMMENT) != 0) {
			ended(next == 0, COMMENT);
		}
		else if ((this.flags & CHECK) != 0) {
			ended(at == 1, CHECK);
		}
		else {
			this.flags = 0;
		}
	}

	private void ended(boolean ended, int flag) {
		if (ended) {
			this.flags &= ~flag & (EXTRA | NAME | COMMENT | CHECK);
			this.head = HEAD;
		}
	}

	private int inflate(byte[] bytes, int from, int to) {
		Inflater inflater = this.inflater;
		if (inflater == null) {
			return to;
		}
		inflater.setInput(bytes, from, to - from);
		try {
			int inflated;
			while (this.out < MOST && (inflated = inflater.inflate(this.buffer)) > 0) {
				this.out += inflated;
				this.sink.feed(this.buffer, 0, inflated);
			}
		}
		catch (DataFormatException ex) {
			end(State.BROKEN);
			return to;
		}
		int left = inflater.getRemaining();
		if (inflater.finished()) {
			this.head = 0;
			end(State.DONE);
			return to - left;
		}
		if (this.out >= MOST) {
			end(State.BROKEN);
		}
		return to;
	}

	/**
	 * Gives the window back.
	 */
	void close() {
		if (this.state == State.BODY) {
			end(State.BROKEN);
		}
	}

	private void end(State state) {
		this.state = state;
		Inflater inflater = this.inflater;
		this.inflater = null;
		this.buffer = new byte[0];
		if (inflater != null) {
			inflater.end();
		}
	}

	private enum State {

		NEW, PLAIN, ZLIB, HEAD, BODY, DONE, BROKEN

	}

	/**
	 * Where it goes.
	 */
	@FunctionalInterface
	interface Sink {

		void feed(byte[] bytes, int from, int to);

	}

}
