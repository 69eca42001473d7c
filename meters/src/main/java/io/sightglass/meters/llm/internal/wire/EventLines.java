package io.sightglass.meters.llm.internal.wire;

import java.nio.charset.StandardCharsets;

/**
 * The data of an event stream's events, as the lines of the stream come in pieces:
 * without comments and the fields of other names.
 */
final class EventLines {

	private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] LINE = { '\n' };

	private final Events events;

	private In in = In.NAME;

	private int matched;

	private boolean other;

	// The end of the line was a return, to which a line feed may belong.
	private boolean returned;

	EventLines(Events events) {
		this.events = events;
	}

	void feed(byte[] bytes, int from, int to) {
		int i = from;
		if (i < to && this.returned) {
			this.returned = false;
			i += (bytes[i] == '\n') ? 1 : 0;
		}
		while (i < to) {
			int end = Search.LINE.first(bytes, i, to);
			line(bytes, i, end);
			if (end < to) {
				lineEnded();
				i = end + 1;
				if (bytes[end] == '\r') {
					if (i == to) {
						this.returned = true;
					}
					else if (bytes[i] == '\n') {
						i++;
					}
				}
			}
			else {
				i = end;
			}
		}
	}

	private void line(byte[] bytes, int from, int to) {
		int i = from;
		while (i < to && this.in == In.NAME) {
			byte next = bytes[i++];
			if (next == ':') {
				this.in = (!this.other && this.matched == DATA.length) ? In.SPACE : In.SKIPPED;
			}
			else if (!this.other && this.matched < DATA.length && next == DATA[this.matched]) {
				this.matched++;
			}
			else {
				this.other = true;
			}
		}
		if (i < to && this.in == In.SPACE) {
			this.in = In.VALUE;
			i += (bytes[i] == ' ') ? 1 : 0;
		}
		if (i < to && this.in == In.VALUE) {
			this.events.data(bytes, i, to);
		}
	}

	private void lineEnded() {
		if (this.in == In.NAME && this.matched == 0 && !this.other) {
			this.events.eventEnded();
		}
		else if (this.in == In.SPACE || this.in == In.VALUE) {
			this.events.data(LINE, 0, 1);
		}
		this.in = In.NAME;
		this.matched = 0;
		this.other = false;
	}

	private enum In {

		NAME, SPACE, VALUE, SKIPPED

	}

	/**
	 * Told of what the lines say.
	 */
	interface Events {

		void data(byte[] bytes, int from, int to);

		void eventEnded();

	}

}
