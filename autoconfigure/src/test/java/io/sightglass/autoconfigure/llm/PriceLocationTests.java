package io.sightglass.autoconfigure.llm;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.price.ReloadedPrices;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

@Timeout(60)
class PriceLocationTests {

	private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nConnection: close\r\n";

	private static final Duration PATIENCE = Duration.ofMillis(300);

	private final CountDownLatch over = new CountDownLatch(1);

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

	@Test
	void aUrlThatNeverAnswersIsGivenUp() {
		serve((out) -> this.over.await());
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(this::read);
	}

	@Test
	void aUrlThatTricklesIsGivenUpThoughEachByteComesInTime() {
		serve((out) -> {
			out.write((HEAD + "\r\n").getBytes(StandardCharsets.US_ASCII));
			while (!this.over.await(20, TimeUnit.MILLISECONDS)) {
				out.write('m');
				out.flush();
			}
		});
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(this::read)
			.withMessageContaining("not read to its end");
	}

	@Test
	void aUrlThatNeverEndsFillsNoHeap() {
		serve((out) -> {
			out.write((HEAD + "\r\n").getBytes(StandardCharsets.US_ASCII));
			byte[] many = new byte[64 * 1024];
			while (true) {
				out.write(many);
			}
		});
		assertThatIOException().isThrownBy(() -> read(Duration.ofSeconds(30))).withMessageContaining("more than");
	}

	@Test
	void aUrlThatBreaksOffIsNotTakenForAShortFile() {
		serve((out) -> out.write((HEAD + "Content-Length: 1000\r\n\r\nmodel,unit,usd\nm,input,1\n")
			.getBytes(StandardCharsets.US_ASCII)));
		assertThatIOException().isThrownBy(this::read);
	}

	@Test
	void readsAFileAsAWhole(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("prices.csv"), "model,unit,usd\nm\u00e4,input,1\n");
		StringWriter text = new StringWriter();
		try (Reader prices = new PriceLocation(file.toUri().toString()).call()) {
			prices.transferTo(text);
		}
		assertThat(text).hasToString("model,unit,usd\nm\u00e4,input,1\n");
	}

	@Test
	void anotherEncodingIsNamedWithItsLine(@TempDir Path directory) throws IOException {
		Path file = Files.write(directory.resolve("prices.csv"),
				"model,unit,usd\na,input,1\nm\u00e4,input,1\n".getBytes(StandardCharsets.ISO_8859_1));
		assertThatIOException().isThrownBy(() -> new PriceLocation(file.toString()).call())
			.withMessageContaining("prices.csv is not written in UTF-8, which line 3 shows");
	}

	@Test
	void anAddressSaysWhenItsPricesWereChanged() {
		String body = "model,unit,usd\nm,input,1\n";
		serve((out) -> out.write((HEAD + "Last-Modified: Sun, 01 Feb 2026 00:00:00 GMT\r\nContent-Length: "
				+ body.length() + "\r\n\r\n" + body)
			.getBytes(StandardCharsets.US_ASCII)));
		try (ReloadedPrices prices = new ReloadedPrices(new PriceLocation(url(), Duration.ofSeconds(10)),
				Duration.ofHours(1), new Instruments(new SimpleMeterRegistry()).failures())) {
			Awaitility.await().until(() -> prices.price("any", "m") != null);
			assertThat(prices.date()).isEqualTo("2026-02-01T00:00:00Z");
		}
	}

	@Test
	void anApplicationStartsWhileThePriceUrlStalls() {
		serve((out) -> this.over.await());
		new ApplicationContextRunner()
			.withPropertyValues("management.metrics.use-global-registry=false",
					"sightglass.llm.price-location=" + url())
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, LlmAutoConfiguration.class))
			.run((context) -> {
				assertThat(this.over.getCount()).isOne();
				assertThat(context.getBean(ConfiguredPrices.class).book().price("openai", "gpt-4o")).isNotNull();
				assertThat(context.getBean(MeterRegistry.class)
					.get("sightglass.failures")
					.tag("family", "llm")
					.counter()
					.count()).isOne();
			});
	}

	private void read() throws IOException {
		read(PATIENCE);
	}

	private void read(Duration patience) throws IOException {
		new PriceLocation(url(), patience).call().close();
	}

	private String url() {
		return "http://127.0.0.1:" + this.server.getLocalPort() + "/prices.csv";
	}

	private void serve(Answer answer) {
		Thread thread = new Thread(() -> {
			try (Socket client = this.server.accept()) {
				client.getInputStream().read(new byte[4096]);
				answer.write(client.getOutputStream());
			}
			catch (IOException | InterruptedException ex) {
				// The reader has gone, as it should.
				Thread.currentThread().interrupt();
			}
		}, "prices");
		thread.setDaemon(true);
		thread.start();
	}

	private interface Answer {

		void write(OutputStream out) throws IOException, InterruptedException;

	}

}
