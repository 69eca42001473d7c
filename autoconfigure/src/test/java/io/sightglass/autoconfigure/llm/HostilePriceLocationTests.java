package io.sightglass.autoconfigure.llm;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A place of prices that does not mean well: it is left in time, is believed about no
 * other host, and its secrets are said nowhere.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostilePriceLocationTests {

	private static final String PRICES = "model,unit,usd\nm,input,1\nm,output,2\n";

	private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + PRICES.length()
			+ "\r\n\r\n" + PRICES;

	private static final Duration PATIENCE = Duration.ofMillis(500);

	private final CountDownLatch over = new CountDownLatch(1);

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private ServerSocket server;

	@BeforeEach
	void listen() throws IOException {
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
	}

	@AfterEach
	void close() throws IOException {
		this.over.countDown();
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;",
			"HTTP/1.1 302 Found\r\nLocation: /", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n",
			"HTTP/1.1 404 Not Found\r\nContent-Length: 1000\r\n" })
	void anAnswerThatTricklesAnywhereIsLeft(String before) throws InterruptedException {
		CountDownLatch left = new CountDownLatch(1);
		serve((out) -> {
			write(out, before);
			try {
				while (!this.over.await(20, TimeUnit.MILLISECONDS)) {
					write(out, "a");
				}
			}
			catch (IOException ex) {
				left.countDown();
			}
		});
		assertThatIOException().isThrownBy(() -> read("/", PATIENCE)).withMessageContaining("/");
		// Nor does a thread or a connection stay.
		assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aHeaderWithoutAnEndFillsNoHeap() {
		serve((out) -> {
			write(out, "HTTP/1.1 200 OK\r\n");
			while (true) {
				write(out, "X-" + "a".repeat(10_000) + ": " + "b".repeat(10_000) + "\r\n");
			}
		});
		assertThatIOException().isThrownBy(() -> read("/", Duration.ofSeconds(5)));
	}

	@Test
	void noSecretOfTheAddressIsSaid() {
		List<String> answers = List.of("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", "nothing\r\n\r\n", "",
				"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\nx", "HTTP/1.1 302 Found\r\n\r\n",
				"HTTP/1.1 302 Found\r\nLocation: http://elsewhere/?key=SECRET\r\nContent-Length: 0\r\n\r\n",
				"HTTP/1.1 302 Found\r\nLocation: http://user:SECRET@elsewhere/\r\nContent-Length: 0\r\n\r\n",
				"HTTP/1.1 302 Found\r\nLocation: ht^tp:SECRET\r\nContent-Length: 0\r\n\r\n",
				"HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n");
		for (String answer : answers) {
			serve((out) -> write(out, answer));
			assertThatThrownBy(() -> read("user:SECRET@", "/prices.csv?key=SECRET", PATIENCE))
				.isInstanceOf(IOException.class)
				.hasMessageContaining("http://***@127.0.0.1:" + this.server.getLocalPort() + "/prices.csv?***")
				.satisfies((ex) -> assertThat(stackTrace(ex)).doesNotContain("SECRET"));
		}
		assertThatThrownBy(() -> new PriceLocation("http://user:SECRET@127.0.0.1:1/?key=SECRET", PATIENCE).call())
			.satisfies((ex) -> assertThat(stackTrace(ex)).doesNotContain("SECRET"));
		assertThatThrownBy(() -> new PriceLocation("http://user:SECRET@no-such-host.invalid/?key=SECRET").call())
			.satisfies((ex) -> assertThat(stackTrace(ex)).doesNotContain("SECRET"));
	}

	@Test
	void userAndPasswordAreSentAsAuthorizationAndTheQueryAsItIs() throws Exception {
		serve((out) -> write(out, OK));
		assertThat(read("me:p%40ss+w%C3%B6rd@", "/a%20b.csv?key=1%262", PATIENCE)).isEqualTo(PRICES);
		assertThat(this.asked).singleElement()
			.asString()
			.startsWith("GET /a%20b.csv?key=1%262 HTTP/1.1\r\n")
			.containsIgnoringCase("authorization: Basic bWU6cEBzcyt3w7ZyZA==\r\n");
	}

	@Test
	void aRedirectToTheSameHostIsFollowed() throws Exception {
		serve((out) -> write(out,
				"HTTP/1.1 302 Found\r\nLocation: /b.csv\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
				(out) -> write(out, OK));
		assertThat(read("/a.csv", PATIENCE)).isEqualTo(PRICES);
		assertThat(this.asked).hasSize(2);
	}

	@Test
	void aRedirectWithoutEndIsLeft() {
		Answer again = (out) -> write(out,
				"HTTP/1.1 307 Again\r\nLocation: /\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
		serve(again, again, again, again, again, again, again);
		assertThatIOException().isThrownBy(() -> read("/", Duration.ofSeconds(30))).withMessageContaining("5 times");
	}

	@ParameterizedTest
	@CsvSource({ "http://h/a,http://other/a,false", "http://h/a,http://h:81/a,false", "https://h/a,http://h/a,false",
			"http://h/a,file:///etc/passwd,false", "http://h/a,//other/a,false", "http://h/a,'',false",
			"http://h/a,mailto:x,false", "http://h/a,http://h@other/,false", "https://h/a,https://h/b,true",
			"http://h/a,https://H/a,true", "http://h:81/a,?b,true" })
	void aRedirectIsFollowedWithinTheHostAndNotOutOfItsEncryption(URI from, String location, boolean followed)
			throws IOException {
		PriceDownload download = new PriceDownload("prices", 1000, PATIENCE);
		if (followed) {
			assertThat(download.redirected(from, location)).isEqualTo(from.resolve(location));
		}
		else {
			assertThatIOException().isThrownBy(() -> download.redirected(from, location))
				.withMessageContaining("redirects to");
		}
	}

	@Test
	void aPipeAndADeviceAreNotOpened(@TempDir Path folder) throws Exception {
		Path pipe = folder.resolve("pipe");
		assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
		for (String place : List.of(pipe.toUri().toString(), pipe.toString(), "/dev/zero", "file:/dev/zero",
				folder.toString(), "file:", "file:.")) {
			assertThatIOException().as(place).isThrownBy(() -> new PriceLocation(place).call());
			assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).as(place)
				.isThrownBy(() -> PriceLocation.checked(place));
		}
	}

	@ParameterizedTest
	@CsvSource({ "UTF-8,EFBBBF", "UTF-16LE,FFFE", "UTF-16BE,FEFF" })
	void aByteOrderMarkSaysTheEncoding(Charset charset, String mark, @TempDir Path folder) throws Exception {
		Path file = folder.resolve("prices.csv");
		Files.write(file, HexFormat.of().parseHex(mark));
		Files.write(file, PRICES.getBytes(charset), StandardOpenOption.APPEND);
		assertThat(text(new PriceLocation(file.toString()))).isEqualTo(PRICES);
	}

	@Test
	void anEncodingThatIsNotReadIsNamed(@TempDir Path folder) throws Exception {
		Path file = Files.write(folder.resolve("prices.csv"),
				new byte[] { (byte) 0xFF, (byte) 0xFE, 0, 0, 'm', 0, 0, 0 });
		assertThatIOException().isThrownBy(() -> new PriceLocation(file.toString()).call())
			.withMessageContaining("UTF-32");
	}

	private String read(String path, Duration patience) throws Exception {
		return read("", path, patience);
	}

	private String read(String user, String path, Duration patience) throws Exception {
		return text(new PriceLocation("http://" + user + "127.0.0.1:" + this.server.getLocalPort() + path, patience));
	}

	private static String text(PriceLocation place) throws Exception {
		StringWriter text = new StringWriter();
		try (Reader prices = place.call()) {
			prices.transferTo(text);
		}
		return text.toString();
	}

	private static String stackTrace(Throwable thrown) {
		StringWriter trace = new StringWriter();
		thrown.printStackTrace(new PrintWriter(trace, true));
		return trace.toString();
	}

	private static void write(OutputStream out, String text) throws IOException {
		out.write(text.getBytes(StandardCharsets.US_ASCII));
		out.flush();
	}

	private void serve(Answer... answers) {
		Thread thread = new Thread(() -> {
			for (Answer answer : answers) {
				try (Socket client = this.server.accept()) {
					byte[] head = new byte[8192];
					int length = client.getInputStream().read(head);
					this.asked.add(new String(head, 0, Math.max(0, length), StandardCharsets.US_ASCII));
					answer.write(client.getOutputStream());
				}
				catch (IOException | InterruptedException ex) {
					// The reader has gone, as it should.
				}
			}
		}, "prices");
		thread.setDaemon(true);
		thread.start();
	}

	private interface Answer {

		void write(OutputStream out) throws IOException, InterruptedException;

	}

}
