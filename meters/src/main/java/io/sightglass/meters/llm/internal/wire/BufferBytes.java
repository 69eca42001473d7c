package io.sightglass.meters.llm.internal.wire;

import java.nio.ByteBuffer;

/**
 * The bytes of buffers, whose position stays where it is. Those of a buffer outside the
 * heap are copied a part at a time.
 */
final class BufferBytes {

	private static final int PART = 4096;

	private final Reader reader;

	private byte[] copied = {};

	BufferBytes(Reader reader) {
		this.reader = reader;
	}

	void feed(ByteBuffer bytes) {
		if (bytes.hasArray()) {
			this.reader.feed(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
			return;
		}
		if (this.copied.length == 0) {
			this.copied = new byte[PART];
		}
		for (int at = bytes.position(); at < bytes.limit(); at += this.copied.length) {
			int length = Math.min(this.copied.length, bytes.limit() - at);
			bytes.get(at, this.copied, 0, length);
			this.reader.feed(this.copied, 0, length);
		}
	}

	/**
	 * Reads the bytes.
	 */
	@FunctionalInterface
	interface Reader {

		void feed(byte[] bytes, int offset, int length);

	}

}
