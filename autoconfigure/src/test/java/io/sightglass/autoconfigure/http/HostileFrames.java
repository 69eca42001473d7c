package io.sightglass.autoconfigure.http;

import java.util.Arrays;
import java.util.Random;

/**
 * Hostile HTTP/2, without TLS.
 */
final class HostileFrames implements Hostility {

	private static final int FRAME = 16_384;

	private static final String[] METHODS = { "GET", "GET", "POST", "HEAD", "DELETE", "CONNECT", "PRI" };

	private static final String[] PATHS = { "/", "/echo", "/fail", "/empty", "/internal/ping", "/big", "/deferred",
			"/actuator/prometheus", "/actuator/nothing", "*", "" };

	private final Random random;

	HostileFrames(long seed) {
		this.random = new Random(seed);
	}

	@Override
	public byte[] request() {
		return switch (this.random.nextInt(13)) {
			case 0 -> brokenPreface();
			case 1 -> Http2Bytes.hello().raw(noise(2000)).bytes();
			case 2 -> wrongLengths();
			case 3 -> rapidResets();
			case 4 -> endlessHeaders();
			case 5 -> closedWindow();
			case 6 -> overflowingWindow();
			case 7 -> noiseForHeaders();
			case 8 -> dataInTheWrongPlace();
			case 9 -> flood();
			case 10 -> wrongContentLength();
			default -> requests();
		};
	}

	// With no window for what it asked for.
	@Override
	public byte[] slow() {
		return Http2Bytes.hello(Http2Bytes.INITIAL_WINDOW_SIZE, 0)
			.get(1, "/big")
			.frame(Http2Bytes.HEADERS, Http2Bytes.END_HEADERS, 3,
					Http2Bytes.fields(":method", "POST", ":scheme", "http", ":authority", "slow", ":path", "/echo",
							"content-type", "application/octet-stream"))
			.head(100, Http2Bytes.DATA, 0, 3)
			.raw(noise(40))
			.bytes();
	}

	@Override
	public boolean chance(int percent) {
		return this.random.nextInt(100) < percent;
	}

	private byte[] brokenPreface() {
		byte[] bytes = Http2Bytes.hello().get(1, "/").bytes();
		if (chance(50)) {
			return Arrays.copyOf(bytes, 1 + this.random.nextInt(bytes.length));
		}
		bytes[this.random.nextInt(24)]++;
		return bytes;
	}

	private byte[] wrongLengths() {
		Http2Bytes bytes = Http2Bytes.hello();
		switch (this.random.nextInt(5)) {
			case 0 -> bytes.head(0xffffff, Http2Bytes.DATA, 0, 1);
			case 1 -> bytes.frame(Http2Bytes.SETTINGS, 0, 0, noise(5));
			case 2 -> bytes.frame(Http2Bytes.WINDOW_UPDATE, 0, 0, noise(3));
			case 3 -> bytes.frame(Http2Bytes.PING, 0, 0, noise(7));
			// Padded by more than there is.
			default -> bytes.frame(Http2Bytes.HEADERS, 8 | Http2Bytes.END_HEADERS, 1, (byte) 255, (byte) 0);
		}
		return bytes.get(3, "/echo").raw(noise(FRAME * 2)).bytes();
	}

	private byte[] rapidResets() {
		Http2Bytes bytes = Http2Bytes.hello();
		boolean together = chance(50);
		int streams = 1 + this.random.nextInt(400);
		for (int i = 0; i < streams; i++) {
			bytes.get(2 * i + 1, path());
			if (!together) {
				bytes.reset(2 * i + 1);
			}
		}
		for (int i = 0; together && i < streams; i++) {
			bytes.reset(2 * i + 1);
		}
		return bytes.bytes();
	}

	private byte[] endlessHeaders() {
		Http2Bytes bytes = Http2Bytes.hello()
			.frame(Http2Bytes.HEADERS, Http2Bytes.END_STREAM, 1,
					Http2Bytes.fields(":method", "GET", ":scheme", "http", ":authority", "a", ":path", "/orders"));
		int frames = this.random.nextInt(30);
		for (int i = 0; i < frames; i++) {
			byte[] block = chance(20) ? new byte[0] : Http2Bytes.fields("x-" + word(5), word(FRAME - 100));
			bytes.frame(Http2Bytes.CONTINUATION, 0, 1, block);
		}
		return bytes.bytes();
	}

	private byte[] closedWindow() {
		Http2Bytes bytes = Http2Bytes.hello(Http2Bytes.INITIAL_WINDOW_SIZE, chance(50) ? 0 : 1);
		for (int i = 0; i < 5; i++) {
			bytes.get(2 * i + 1, chance(50) ? "/big" : path());
		}
		return bytes.bytes();
	}

	private byte[] overflowingWindow() {
		Http2Bytes bytes = Http2Bytes.hello().get(1, "/big");
		int stream = this.random.nextInt(2);
		for (int i = 0; i < 3; i++) {
			bytes.frame(Http2Bytes.WINDOW_UPDATE, 0, stream, Http2Bytes.number(Integer.MAX_VALUE));
		}
		return bytes.get(3, "/big").bytes();
	}

	private byte[] noiseForHeaders() {
		return Http2Bytes.hello()
			.frame(Http2Bytes.HEADERS, Http2Bytes.END_STREAM | Http2Bytes.END_HEADERS, 1,
					noise(1 + this.random.nextInt(500)))
			.get(3, "/fail")
			.bytes();
	}

	private byte[] dataInTheWrongPlace() {
		return Http2Bytes.hello()
			.get(5, path())
			.frame(Http2Bytes.DATA, this.random.nextInt(2), this.random.nextInt(8), noise(100))
			.get(3, path())
			.bytes();
	}

	private byte[] flood() {
		Http2Bytes bytes = Http2Bytes.hello();
		int kind = this.random.nextInt(4);
		int frames = this.random.nextInt(2000);
		for (int i = 0; i < frames; i++) {
			switch (kind) {
				case 0 -> bytes.frame(Http2Bytes.PING, 0, 0, noise(8));
				case 1 -> bytes.frame(Http2Bytes.SETTINGS, 0, 0);
				case 2 -> bytes.frame(Http2Bytes.PRIORITY, 0, 2 * i + 1, noise(5));
				default -> bytes.frame(this.random.nextInt(20), this.random.nextInt(256), this.random.nextInt(10),
						noise(this.random.nextInt(20)));
			}
		}
		return bytes.get(5001, "/").bytes();
	}

	private byte[] wrongContentLength() {
		return Http2Bytes.hello()
			.frame(Http2Bytes.HEADERS, Http2Bytes.END_HEADERS, 1,
					Http2Bytes.fields(":method", "POST", ":scheme", "http", ":authority", "a", ":path", "/echo",
							"content-type", "application/octet-stream", "content-length", chance(50) ? "3" : "1e9"))
			.frame(Http2Bytes.DATA, chance(50) ? Http2Bytes.END_STREAM : 0, 1, noise(1000))
			.bytes();
	}

	private byte[] requests() {
		Http2Bytes bytes = Http2Bytes.hello();
		int streams = 1 + this.random.nextInt(30);
		for (int i = 0; i < streams; i++) {
			String method = chance(30) ? word(8) : METHODS[this.random.nextInt(METHODS.length)];
			String name = chance(10) ? ":path" : chance(10) ? "Upper" : "x-" + this.random.nextInt();
			bytes.frame(Http2Bytes.HEADERS, Http2Bytes.END_HEADERS | this.random.nextInt(2), 2 * i + 1,
					Http2Bytes.fields(":method", method, ":scheme", "http", ":authority", word(10), ":path", path(),
							name, word(this.random.nextInt(50))));
			if (chance(10)) {
				bytes.reset(2 * i + 1);
			}
		}
		return bytes.bytes();
	}

	private String path() {
		return chance(40) ? "/" + word(1 + this.random.nextInt(30)) + "/" + this.random.nextInt()
				: PATHS[this.random.nextInt(PATHS.length)];
	}

	private byte[] noise(int length) {
		byte[] noise = new byte[length];
		this.random.nextBytes(noise);
		return noise;
	}

	private String word(int length) {
		StringBuilder word = new StringBuilder(length);
		for (int i = 0; i < length; i++) {
			word.append((char) ('a' + this.random.nextInt(26)));
		}
		return word.toString();
	}

}
