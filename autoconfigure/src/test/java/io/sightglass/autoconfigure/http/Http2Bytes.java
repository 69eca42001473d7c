package io.sightglass.autoconfigure.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What one side of an HTTP/2 connection says, right or wrong.
 */
final class Http2Bytes {

	static final int DATA = 0;

	static final int HEADERS = 1;

	static final int PRIORITY = 2;

	static final int RST_STREAM = 3;

	static final int SETTINGS = 4;

	static final int PING = 6;

	static final int WINDOW_UPDATE = 8;

	static final int CONTINUATION = 9;

	static final int END_STREAM = 1;

	static final int END_HEADERS = 4;

	static final int INITIAL_WINDOW_SIZE = 4;

	// Tomcat knows these by their place in HPACK's table only.
	private static final Map<String, Integer> PSEUDO = Map.of(":authority", 1, ":method", 2, ":path", 4, ":scheme", 6);

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	/**
	 * A client's first words.
	 * @param setting a setting
	 * @param value its value
	 * @return what was said
	 */
	static Http2Bytes hello(int setting, int value) {
		return new Http2Bytes().raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
			.frame(SETTINGS, 0, 0, new byte[] { 0, (byte) setting, (byte) (value >>> 24), (byte) (value >>> 16),
					(byte) (value >>> 8), (byte) value });
	}

	static Http2Bytes hello() {
		return hello(INITIAL_WINDOW_SIZE, 65_535);
	}

	Http2Bytes raw(byte... bytes) {
		this.out.writeBytes(bytes);
		return this;
	}

	Http2Bytes frame(int type, int flags, int stream, byte... payload) {
		return head(payload.length, type, flags, stream).raw(payload);
	}

	/**
	 * The head of a frame, whose length may be wrong.
	 * @param length the length of the payload
	 * @param type the type
	 * @param flags the flags
	 * @param stream the stream
	 * @return what was said
	 */
	Http2Bytes head(int length, int type, int flags, int stream) {
		return raw((byte) (length >>> 16), (byte) (length >>> 8), (byte) length, (byte) type, (byte) flags)
			.raw(number(stream));
	}

	Http2Bytes get(int stream, String path) {
		return frame(HEADERS, END_STREAM | END_HEADERS, stream,
				fields(":method", "GET", ":scheme", "http", ":authority", "a", ":path", path));
	}

	Http2Bytes reset(int stream) {
		return frame(RST_STREAM, 0, stream, number(8));
	}

	/**
	 * Fields as literals, which no table remembers.
	 * @param namesAndValues the fields
	 * @return a block of headers
	 */
	static byte[] fields(String... namesAndValues) {
		ByteArrayOutputStream block = new ByteArrayOutputStream();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			int place = PSEUDO.getOrDefault(namesAndValues[i], 0);
			block.write(place);
			if (place == 0) {
				literal(namesAndValues[i], block);
			}
			literal(namesAndValues[i + 1], block);
		}
		return block.toByteArray();
	}

	private static void literal(String text, ByteArrayOutputStream block) {
		int length = text.length();
		if (length < 127) {
			block.write(length);
		}
		else {
			block.write(127);
			for (length -= 127; length >= 128; length >>>= 7) {
				block.write((length & 127) | 128);
			}
			block.write(length);
		}
		block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	static byte[] number(int value) {
		return new byte[] { (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value };
	}

	byte[] bytes() {
		return this.out.toByteArray();
	}

}
