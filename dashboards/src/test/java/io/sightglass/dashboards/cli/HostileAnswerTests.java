package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Prometheus that is none costs so much time and memory, and one line.
 */
@Timeout(120)
class HostileAnswerTests {

	private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

	private static final String NOTHING = "{\"status\":\"success\",\"data\":{\"result\":[]}}";

	private static final String EVIL = "\\u001b[31mred\\u0007 \\u202eback\\u2028 line\\nnext\\u009b";

	private static final Map<String, HostileServer.Answer> SLOW = Map.of("nothing", (out) -> pause(TimeUnit.DAYS),
			"a header byte now and then", (out) -> slowly(out, HEAD + "X-Long: " + "x".repeat(10_000)),
			"a header of no end", (out) -> {
				HostileServer.write(out, HEAD + "X-Long: ");
				slowly(out, "x".repeat(10_000));
			}, "headers and nothing", (out) -> {
				HostileServer.write(out, HEAD + "Content-Length: 20\r\n\r\n{");
				pause(TimeUnit.DAYS);
			}, "a body byte now and then", (out) -> {
				HostileServer.write(out, HEAD + "\r\n");
				slowly(out, " ".repeat(10_000));
			}, "interim answers of no end", (out) -> slowly(out, "HTTP/1.1 102 Processing\r\n\r\n".repeat(10_000)));

	private static final Map<String, HostileServer.Answer> LARGE = Map.of("a body of no end", (out) -> {
		HostileServer.write(out, HEAD + "\r\n[");
		endlessly(out, "[],".repeat(10_000));
	}, "three gigabytes", (out) -> {
		HostileServer.write(out, HEAD + "Content-Length: 3221225472\r\n\r\n");
		endlessly(out, " ".repeat(30_000));
	}, "chunks of no end", (out) -> {
		HostileServer.write(out, HEAD + "Transfer-Encoding: chunked\r\n\r\n");
		endlessly(out, "3e8\r\n" + " ".repeat(1000) + "\r\n");
	});

	@ParameterizedTest
	@ValueSource(strings = { "nothing", "a header byte now and then", "a header of no end", "headers and nothing",
			"a body byte now and then", "interim answers of no end" })
	void aSlowAnswerIsGivenUpAsAWhole(String answer) throws IOException {
		try (HostileServer server = new HostileServer(SLOW.getOrDefault(answer, (out) -> {
		}))) {
			assertThat(Run.of("check", server.url(), "--timeout", "1").failed(1)).contains("does not answer within")
				.contains(server.url());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "a body of no end", "three gigabytes", "chunks of no end" })
	void aLargeAnswerIsGivenUpAtItsLimit(String answer) throws IOException {
		try (HostileServer server = new HostileServer(LARGE.getOrDefault(answer, (out) -> {
		}))) {
			assertThat(Run.of("check", server.url(), "--timeout", "100").failed(1))
				.contains("longer than 16777216 bytes");
		}
	}

	@Test
	void headersOfNoEndAreGivenUp() throws IOException {
		try (HostileServer server = new HostileServer((out) -> {
			HostileServer.write(out, HEAD);
			endlessly(out, ("X-Long: " + "x".repeat(1000) + "\r\n").repeat(10));
		})) {
			Run.of("check", server.url(), "--timeout", "5").failed(1);
		}
	}

	@Test
	void oneThatStopsAnsweringEndsTheCheckAndNotEachOfItsQueries() throws IOException {
		AtomicInteger asked = new AtomicInteger();
		try (HostileServer server = new HostileServer((out) -> {
			if (asked.getAndIncrement() > 3) {
				pause(TimeUnit.DAYS);
			}
			HostileServer.write(out,
					HEAD + "Connection: close\r\nContent-Length: " + NOTHING.length() + "\r\n\r\n" + NOTHING);
		})) {
			assertThat(Run.of("check", server.url(), "--timeout", "2").failed(1)).contains("does not answer within");
		}
		assertThat(asked).hasValueLessThan(10);
	}

	@Test
	void whatTheServerSaysIsPrintableAndShort() throws IOException {
		String error = "{\"status\":\"error\",\"error\":\"" + EVIL + "x".repeat(100_000) + "\"}";
		try (HostileServer server = HostileServer.saying(200, error)) {
			assertThat(Run.of("check", server.url()).failed(1)).contains("\\u001b[31mred").hasSizeLessThan(300);
		}
		try (HostileServer server = HostileServer.saying(200, NOTHING, error)) {
			Run run = Run.of("check", server.url());
			assertThat(run.code()).isEqualTo(1);
			assertThat(run.out()).contains("Prometheus refuses it: \\u001b[31mred");
			Run.assertThatItIsPrintable(run.out());
			assertThat(run.out().lines()).allMatch((line) -> line.length() < 2000);
		}
	}

	@Test
	void namesThatTheServerKnowsArePrintableAndShort() throws IOException {
		String name = "http_" + EVIL + "x".repeat(100_000) + "_total";
		String names = "{\"status\":\"success\",\"data\":{\"result\":[{\"metric\":{\"__name__\":\"" + name
				+ "\"}},{\"metric\":{\"__name__\":\"" + EVIL + "_llm_requests_total\"}}]}}";
		try (HostileServer server = HostileServer.saying(200, names, NOTHING)) {
			Run run = Run.of("check", server.url());
			assertThat(run.code()).isEqualTo(1);
			assertThat(run.out()).contains("\\u001b[31mred");
			Run.assertThatItIsPrintable(run.out());
			assertThat(run.out().lines()).allMatch((line) -> line.length() < 2000);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "<html>\u001b[31m</html>", "[]", "null", "7", "{\"status\":[]}", "{\"status\":7}",
			"{\"status\":\"success\",\"data\":{\"result\":[{\"value\":[1,\"\\u001b[31m\"]}]}}",
			"{\"status\":\"success\",\"data\":{\"result\":[{\"value\":[1,{}]}]}}" })
	void whatIsNoAnswerOfPrometheusIsSaidInOneLine(String answer) throws IOException {
		try (HostileServer server = HostileServer.saying(200, answer)) {
			Run.of("check", server.url()).failed(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\u001b[31mred\n", "HTTP/1.1 \u001b[31m OK\r\n\r\n",
			"HTTP/1.1 200 OK\r\n\u001b[31m\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: \u001b[31m\r\n\r\n",
			"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\u001b[31m\r\n" })
	void whatIsNoHttpIsSaidInOneLine(String answer) throws IOException {
		try (HostileServer server = new HostileServer((out) -> HostileServer.write(out, answer))) {
			Run.of("check", server.url(), "--timeout", "10").failed(1);
		}
	}

	@Test
	void whatGoesOnElsewhereIsSaidWithTheAddress() throws IOException {
		String moved = "HTTP/1.1 302 Found\r\nLocation: https://u:s3cret@login.example/x?token=s3cret\r\nContent-Length: 0\r\n\r\n";
		try (HostileServer server = new HostileServer((out) -> HostileServer.write(out, moved))) {
			assertThat(Run.of("check", server.url()).failed(1))
				.contains(server.url(), "302", "login.example", "not followed")
				.doesNotContain("s3cret");
		}
		for (int status : new int[] { 401, 403 }) {
			try (HostileServer server = HostileServer.saying(status, "no")) {
				assertThat(Run.of("check", server.url()).failed(1)).contains(server.url(), "wants credentials");
				assertThat(Run.of("check", server.url().replace("//", "//ada:s3cret@")).failed(1))
					.contains(server.url(), "does not take the user")
					.doesNotContain("s3cret");
			}
		}
		try (HostileServer server = HostileServer.saying(200, "")) {
			assertThat(Run.of("check", server.url()).failed(1)).contains(server.url(), "empty answer");
		}
	}

	@Test
	void jsonOfAnyDepthIsSaidInOneLine() throws IOException {
		for (String open : new String[] { "[", "{\"a\":" }) {
			try (HostileServer server = HostileServer.saying(200, open.repeat(1_000_000))) {
				assertThat(Run.of("check", server.url()).failed(1)).contains("does not answer like Prometheus");
			}
		}
	}

	@Test
	void userInfoIsSentAndNeverShown() throws IOException {
		Run run;
		try (HostileServer server = HostileServer.saying(401, "no")) {
			run = Run.of("check", server.url().replace("http://", "http://ada:s3cret@"));
		}
		assertThat(run.failed(1)).doesNotContain("s3cret", "ada");
		for (String url : new String[] { "http://prometheus:9090/?token=s3cret", "ftp://ada:s3cret@prometheus",
				"prometheus:9090", "http:///s3cret", "file:///etc/passwd" }) {
			assertThat(Run.of("check", url).failed(2)).contains("http://localhost:9090").doesNotContain("s3cret");
		}
	}

	@Test
	void anErrorOfAnyKindIsOneLine() {
		for (Error error : new Error[] { new StackOverflowError(), new OutOfMemoryError("Java heap space"),
				new NoClassDefFoundError("a\u001b[31m/B"), new AssertionError("no\nway") }) {
			CommandLine line = DashboardsCommand.commandLine().addSubcommand(new Failing(error));
			assertThat(Run.of(line, "fails").failed(1)).contains(error.getClass().getSimpleName());
		}
	}

	private static void endlessly(OutputStream out, String text) throws IOException {
		while (!Thread.currentThread().isInterrupted()) {
			HostileServer.write(out, text);
		}
	}

	private static void slowly(OutputStream out, String text) throws IOException {
		for (int i = 0; i < text.length() && !Thread.currentThread().isInterrupted(); i++) {
			HostileServer.write(out, text.substring(i, i + 1));
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
		}
	}

	private static void pause(TimeUnit unit) {
		LockSupport.parkNanos(unit.toNanos(1));
	}

	@Command(name = "fails")
	private static final class Failing implements Runnable {

		private final Error error;

		Failing(Error error) {
			this.error = error;
		}

		@Override
		public void run() {
			throw this.error;
		}

	}

}
