package io.sightglass.meters.llm.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Amazon's binary event stream: frames with headers, JSON and checksums. Of a frame only
 * its head and headers are kept, up to 4 KB. Events of other providers' formats come
 * inside, in Base64 under {@code bytes}.
 */
final class EventFrames {

	private static final int HEAD = 12;

	private static final int CHECKSUM = 4;

	private static final int MAX_HEADERS = 4096;

	private static final byte[] BYTES = "\"bytes\"".getBytes(StandardCharsets.US_ASCII);

	private static final byte STRING = 7;

	private final Frames frames;

	private final CRC32 checksum = new CRC32();

	private final byte[] quad = new byte[4];

	private byte[] head = new byte[HEAD];

	private int kept;

	// Of the frame at hand, what is still to come of its payload and its checksum.
	private long payload;

	private int end;

	private boolean chunk;

	private boolean broken;

	private int matched;

	private int quads;

	private Base64In base64 = Base64In.BEFORE;

	EventFrames(Frames frames) {
		this.frames = frames;
	}

	/**
	 * Whether all frames that began have ended.
	 * @return whether nothing is cut off
	 */
	boolean isBetween() {
		return !this.broken && this.kept == 0 && this.payload == 0 && this.end == 0;
	}

	void feed(byte[] bytes, int from, int to) {
		int i = from;
		while (i < to && !this.broken) {
			if (this.payload > 0) {
				int part = (int) Math.min(to - i, this.payload);
				payload(bytes, i, i + part);
				this.payload -= part;
				i += part;
			}
			else if (this.end > 0) {
				int part = Math.min(to - i, this.end);
				this.end -= part;
				i += part;
				if (this.end == 0) {
					this.frames.eventEnded();
				}
			}
			else {
				i = head(bytes, i, to);
			}
		}
	}

	private int head(byte[] bytes, int from, int to) {
		int wanted = (this.kept < HEAD) ? HEAD : HEAD + headers();
		int part = Math.min(to - from, wanted - this.kept);
		System.arraycopy(bytes, from, this.head, this.kept, part);
		this.kept += part;
		if (this.kept == HEAD && wanted == HEAD) {
			check();
			wanted = HEAD + (this.broken ? 1 : headers());
		}
		if (this.kept == wanted) {
			begin();
		}
		return from + part;
	}

	private int headers() {
		return ByteBuffer.wrap(this.head).getInt(4);
	}

	private void check() {
		ByteBuffer head = ByteBuffer.wrap(this.head);
		this.checksum.reset();
		this.checksum.update(this.head, 0, 8);
		long rest = (head.getInt(0) & 0xffffffffL) - HEAD - CHECKSUM - headers();
		this.broken = headers() < 0 || headers() > MAX_HEADERS || rest < 0
				|| (int) this.checksum.getValue() != head.getInt(8);
		if (!this.broken && this.head.length < HEAD + headers()) {
			this.head = Arrays.copyOf(this.head, HEAD + headers());
		}
	}

	private void begin() {
		this.payload = (ByteBuffer.wrap(this.head).getInt(0) & 0xffffffffL) - HEAD - CHECKSUM - headers();
		this.end = CHECKSUM;
		this.chunk = false;
		this.matched = 0;
		this.quads = 0;
		this.base64 = Base64In.BEFORE;
		readHeaders(HEAD + headers());
		this.kept = 0;
	}

	private void readHeaders(int to) {
		int i = HEAD;
		while (i < to) {
			int name = this.head[i++] & 0xff;
			int at = i;
			i += name;
			if (i >= to) {
				return;
			}
			byte type = this.head[i++];
			int length = switch (type) {
				case 0, 1 -> 0;
				case 2 -> 1;
				case 3 -> 2;
				case 4 -> 4;
				case 5, 8 -> 8;
				case 9 -> 16;
				default -> (i + 1 < to) ? ((this.head[i] & 0xff) << 8 | (this.head[i + 1] & 0xff)) : to;
			};
			i += (type == 6 || type == STRING) ? 2 : 0;
			if (type == STRING && i + length <= to) {
				header(text(at, name), text(i, length));
			}
			i += length;
		}
	}

	private String text(int at, int length) {
		return new String(this.head, at, length, StandardCharsets.UTF_8);
	}

	private void header(String name, String value) {
		switch (name) {
			case ":event-type" -> this.chunk = value.equals("chunk");
			case ":exception-type", ":error-code" -> this.frames.failed(value);
			default -> {
			}
		}
	}

	private void payload(byte[] bytes, int from, int to) {
		if (!this.chunk) {
			this.frames.data(bytes, from, to);
			return;
		}
		for (int i = from; i < to && !this.broken; i++) {
			chunk(bytes[i]);
		}
	}

	private void chunk(byte next) {
		switch (this.base64) {
			case BEFORE -> {
				this.matched = (next == BYTES[this.matched]) ? this.matched + 1 : (next == '"') ? 1 : 0;
				if (this.matched == BYTES.length) {
					this.base64 = Base64In.NAMED;
				}
			}
			case NAMED -> this.base64 = (next == '"') ? Base64In.TEXT : this.base64;
			case TEXT -> {
				if (next == '"') {
					this.base64 = Base64In.BEHIND;
				}
				else {
					quad(next);
				}
			}
			default -> {
			}
		}
	}

	private void quad(byte next) {
		this.quad[this.quads++] = next;
		if (this.quads == this.quad.length) {
			this.quads = 0;
			try {
				byte[] decoded = Base64.getDecoder().decode(this.quad);
				this.frames.data(decoded, 0, decoded.length);
			}
			catch (IllegalArgumentException ex) {
				this.broken = true;
			}
		}
	}

	private enum Base64In {

		BEFORE, NAMED, TEXT, BEHIND

	}

	/**
	 * Told of what the frames hold.
	 */
	interface Frames extends EventLines.Events {

		void failed(String code);

	}

}
