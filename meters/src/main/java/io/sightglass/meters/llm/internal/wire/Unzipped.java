package io.sightglass.meters.llm.internal.wire;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.jspecify.annotations.Nullable;

/**
 * What comes in pieces and is zipped or not, as its first byte tells, unzipped. It holds
 * 2 KB and the window of 32 KB that the format needs, and stops after 64 MB.
 */
final class Unzipped {

	private static final int BUFFER = 2048;

	private static final long MOST = 64L * 1024 * 1024;

	private static final byte MAGIC = 0x1f;

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

	private long out;

	Unzipped(Sink sink) {
		this.sink = sink;
	}

	void feed(byte[] bytes, int from, int to) {
		int i = from;
		if (this.state == State.NEW && i < to) {
			this.state = (bytes[i] == MAGIC) ? State.HEAD : State.PLAIN;
		}
		if (this.state == State.PLAIN) {
			this.sink.feed(bytes, from, to);
			return;
		}
		while (i < to && this.state == State.HEAD) {
			head(bytes[i++]);
		}
		if (i < to && this.state == State.BODY) {
			inflate(bytes, i, to);
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
			this.buffer = new byte[BUFFER];
			this.inflater = new Inflater(true);
			this.state = State.BODY;
		}
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

	private void inflate(byte[] bytes, int from, int to) {
		Inflater inflater = this.inflater;
		if (inflater == null) {
			return;
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
			return;
		}
		if (inflater.finished()) {
			end(State.DONE);
		}
		else if (this.out >= MOST) {
			end(State.BROKEN);
		}
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

		NEW, PLAIN, HEAD, BODY, DONE, BROKEN

	}

	/**
	 * Where it goes.
	 */
	@FunctionalInterface
	interface Sink {

		void feed(byte[] bytes, int from, int to);

	}

}
