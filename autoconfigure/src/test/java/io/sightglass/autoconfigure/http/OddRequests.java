package io.sightglass.autoconfigure.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.sightglass.autoconfigure.http.Conversation.Ending;

/**
 * Makes odd conversations with a server, the same ones of the same seed.
 */
final class OddRequests {

	private static final String[] PATHS = { "/orders/1", "/echo", "/empty", "/fail", "/internal/ping", "/nowhere",
			"/actuator/health", "/actuator/nothing", "/", "/forward", "/big", "/deferred", "/sse", "/stream" };

	// Whose answer is there as soon as the request is.
	private static final String[] AT_ONCE = { "/orders/1", "/echo", "/empty", "/fail", "/internal/ping", "/nowhere",
			"/" };

	private static final String[] ODDITIES = { ";v=1", ";%zz", "%zz", "%2e%2e/", "/../", "/..;/", "//", "/./", "%2F",
			"%00", "/", "\\", "ü", "%C3%BC", "%ff", "|", "[", "?a=%zz", "?%", "#x", "%", ";", ";;=", "%3B", "%25", "日本",
			"\t", "x".repeat(3000), "/y".repeat(3000), "z".repeat(9000) };

	private static final String[] METHODS = { "GET", "GET", "GET", "GET", "GET", "GET", "POST", "POST", "POST", "PUT",
			"HEAD", "OPTIONS", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get", "GÄT", "G-T", "X".repeat(40) };

	private static final String[] BEFORE = { "http://localhost", "http://elsewhere.example:1", "https://localhost",
			"HTTP://localhost", "http://", "ftp://localhost", "x" };

	private static final String[] HOSTS = { "", "Host: \r\n", "Host: a b\r\n", "Host: a\r\nHost: b\r\n",
			"Host: ü.example\r\n", "Host: [::1]:80\r\n", "Host: localhost:99999\r\n" };

	private static final String[] HEADERS = { "Expect: 100-continue\r\n", "Accept: image/png\r\n", "Accept: %\r\n",
			"Content-Type: application/octet-stream\r\n", "Content-Type: nonsense\r\n", "X: ü\r\n", "No colon\r\n",
			"Upgrade: h2c\r\nConnection: Upgrade\r\n", "Accept-Encoding: gzip\r\n", "Range: bytes=0-1\r\n",
			"X-Forwarded-Prefix: /p\r\n", "Cookie: a=\"\r\n", "Origin: http://elsewhere.example\r\n" };

	private static final String[] VERSIONS = { "HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "HTTP/3", "http/1.1", "" };

	private final Random random;

	private final boolean several;

	/**
	 * Makes them of a seed.
	 * @param seed the seed
	 * @param several whether a connection may have several requests
	 */
	OddRequests(long seed, boolean several) {
		this.random = new Random(seed);
		this.several = several;
	}

	/**
	 * A conversation whose answers the client reads to their end.
	 * @return the conversation
	 */
	Conversation read() {
		int requests = this.several && chance(3) ? 2 + this.random.nextInt(4) : 1;
		List<byte[]> all = new ArrayList<>();
		for (int i = 1; i <= requests; i++) {
			all.add(request(pick(PATHS), false, i < requests));
		}
		return new Conversation(all, requests > 1 && chance(2), Ending.READ);
	}

	/**
	 * A conversation that the client breaks off.
	 * @return the conversation
	 */
	Conversation left() {
		if (chance(4)) {
			String head = "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n";
			return new Conversation(List.of(head.getBytes(StandardCharsets.UTF_8)), false, Ending.RESET);
		}
		return new Conversation(List.of(request(pick(AT_ONCE), chance(2), false)), false,
				chance(2) ? Ending.HALF_CLOSED : Ending.HUNG_UP);
	}

	private byte[] request(String path, boolean cut, boolean more) {
		StringBuilder target = new StringBuilder(path);
		for (int i = this.random.nextInt(6) - 3; i > 0; i--) {
			target.insert(1 + this.random.nextInt(target.length()), pick(ODDITIES));
		}
		if (chance(12)) {
			target.insert(0, pick(BEFORE));
		}
		if (chance(40)) {
			target = new StringBuilder(chance(2) ? "*" : "localhost:80");
		}
		StringBuilder head = new StringBuilder(pick(METHODS)).append(chance(60) ? "  " : " ").append(target);
		head.append(' ').append(chance(20) ? pick(VERSIONS) : "HTTP/1.1").append("\r\n");
		head.append(chance(20) ? pick(HOSTS) : "Host: localhost\r\n");
		if (chance(6)) {
			head.append(pick(HEADERS));
		}
		if (!more && chance(2)) {
			head.append("Connection: close\r\n");
		}
		body(head, cut);
		return head.toString().getBytes(StandardCharsets.UTF_8);
	}

	private void body(StringBuilder head, boolean cut) {
		String body = "b".repeat(chance(10) ? 20_000 : 1 + this.random.nextInt(40));
		int sent = cut ? this.random.nextInt(body.length()) : body.length();
		switch (this.random.nextInt(cut ? 3 : 6)) {
			case 0 -> head.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body, 0, sent);
			case 1 -> {
				head.append("Transfer-Encoding: chunked\r\n\r\n");
				head.append(Integer.toHexString(body.length())).append("\r\n").append(body, 0, sent);
				head.append(cut ? "" : "\r\n0\r\n\r\n");
			}
			case 2 -> {
				String[] broken = { "Transfer-Encoding: chunked\r\n\r\nzz\r\n", "Content-Length: -1\r\n\r\n",
						"Content-Length: many\r\n\r\n", "Content-Length: 1\r\nContent-Length: 2\r\n\r\nbb",
						"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n1\r\nb\r\n0\r\n\r\n",
						"Transfer-Encoding: nonsense\r\n\r\n" };
				head.append(cut || chance(8) ? pick(broken) : "Content-Length: 0\r\n\r\n");
			}
			default -> head.append("\r\n");
		}
	}

	private boolean chance(int of) {
		return this.random.nextInt(of) == 0;
	}

	private String pick(String[] words) {
		return words[this.random.nextInt(words.length)];
	}

}
