package io.sightglass.autoconfigure.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Hostile HTTP/1.1.
 */
final class HostileText implements Hostility {

	private static final String[] METHODS = { "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT",
			"PATCH", "PROPFIND" };

	private static final String[] PATHS = { "/", "/echo", "/fail", "/empty", "/internal/ping", "/big", "/stream",
			"/actuator/prometheus", "/actuator/nothing", "/error" };

	private static final String[] VERSIONS = { "HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/9.9", "HTTP/2.0",
			"ICY", "" };

	private final Random random;

	HostileText(long seed) {
		this.random = new Random(seed);
	}

	@Override
	public byte[] request() {
		return switch (this.random.nextInt(12)) {
			case 0 -> noise(1 + this.random.nextInt(2000));
			case 1 -> "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
			case 2 -> truncated(head() + "\r\n");
			case 3 -> truncated(head() + "Content-Length: 1000000000000\r\n\r\nabc");
			case 4 -> (head() + "Content-Length: " + word(5) + "\r\n\r\nabc").getBytes(StandardCharsets.ISO_8859_1);
			case 5 -> (head() + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(this.random.nextInt())
					+ "\r\n" + word(50) + "\r\n0\r\n\r\n")
				.getBytes(StandardCharsets.ISO_8859_1);
			case 6 -> (head() + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nzzz")
				.getBytes(StandardCharsets.ISO_8859_1);
			case 7 -> oversized();
			case 8 -> (head() + "\r\n").repeat(1 + this.random.nextInt(20)).getBytes(StandardCharsets.ISO_8859_1);
			default -> (head() + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
		};
	}

	@Override
	public byte[] slow() {
		return ("POST /echo HTTP/1.1\r\nHost: slow\r\nContent-Length: 100\r\n\r\n" + word(40))
			.getBytes(StandardCharsets.ISO_8859_1);
	}

	@Override
	public boolean chance(int percent) {
		return this.random.nextInt(100) < percent;
	}

	private String head() {
		StringBuilder head = new StringBuilder();
		head.append(this.random.nextInt(3) == 0 ? word(12) : METHODS[this.random.nextInt(METHODS.length)])
			.append(' ')
			.append(uri())
			.append(' ')
			.append(VERSIONS[this.random.nextInt(VERSIONS.length)])
			.append("\r\nHost: ")
			.append(this.random.nextBoolean() ? "h" + this.random.nextInt() + ".example" : printable(20))
			.append("\r\n");
		int headers = (this.random.nextInt(20) == 0) ? 300 : this.random.nextInt(8);
		for (int i = 0; i < headers; i++) {
			head.append(word(10)).append(": ").append(printable(1 + this.random.nextInt(60))).append("\r\n");
		}
		if (this.random.nextInt(10) == 0) {
			head.append("X-Long: ").append(word(20_000)).append("\r\n");
		}
		return head.toString();
	}

	private String uri() {
		return switch (this.random.nextInt(8)) {
			case 0 -> "*";
			case 1 -> "http://" + word(10) + "/" + word(10);
			case 2 -> "/../../" + word(5) + "/%2e%2e/%00";
			case 3 -> "/" + printable(1 + this.random.nextInt(3000));
			case 4, 5 -> PATHS[this.random.nextInt(PATHS.length)] + "?" + word(5) + "=" + word(10);
			default -> "/" + word(1 + this.random.nextInt(30)) + "/" + this.random.nextInt();
		};
	}

	private byte[] oversized() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		int size = 100_000 + this.random.nextInt(400_000);
		out.writeBytes(("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\nContent-Length: "
				+ size / 2 + "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII));
		out.writeBytes(noise(size));
		return out.toByteArray();
	}

	private byte[] truncated(String text) {
		byte[] whole = text.getBytes(StandardCharsets.ISO_8859_1);
		byte[] part = new byte[1 + this.random.nextInt(whole.length)];
		System.arraycopy(whole, 0, part, 0, part.length);
		return part;
	}

	private byte[] noise(int length) {
		byte[] noise = new byte[length];
		this.random.nextBytes(noise);
		return noise;
	}

	private String word(int length) {
		StringBuilder word = new StringBuilder(length);
		for (int i = 0; i < length; i++) {
			word.append((char) ('A' + this.random.nextInt(26)));
		}
		return word.toString();
	}

	private String printable(int length) {
		StringBuilder text = new StringBuilder(length);
		for (int i = 0; i < length; i++) {
			text.append((char) (' ' + this.random.nextInt(220)));
		}
		return text.toString();
	}

}
