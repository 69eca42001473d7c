package io.sightglass.autoconfigure.lifetime;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Scrapers that take a byte at a time stop neither the requests nor the other scrapes.
 */
class SlowReadersTests {

	private static final int READERS = 20;

	private static final int FAMILIES = 5000;

	private static final String SCRAPE = "GET /actuator/prometheus HTTP/1.1\r\nHost: localhost\r\n\r\n";

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NO_SERVER")
	void othersGoOn(Kind kind) throws Exception {
		try (LivingApp app = new LivingApp(kind)) {
			MeterRegistry registry = app.registry();
			for (int i = 0; i < FAMILIES; i++) {
				registry.counter("a.counter.of.many.to.fill.the.buffers.with.text." + i).increment();
			}
			int port = app.context().getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			List<Socket> readers = new ArrayList<>();
			try {
				for (int i = 0; i < READERS; i++) {
					readers.add(reader(port));
				}
				for (int i = 1; i <= 20; i++) {
					assertThat(app.get("/hello")).isEqualTo("hello");
					assertThat(app.scrape()).contains("_text_" + (FAMILIES - 1) + "_total 1.0");
					for (Socket reader : readers) {
						assertThat(reader.getInputStream().read()).isNotNegative();
					}
				}
			}
			finally {
				for (Socket reader : readers) {
					reader.close();
				}
			}
			Awaitility.await()
				.untilAsserted(
						() -> assertThat(registry.get("http.server.requests").tag("uri", "/hello").timer().count())
							.isEqualTo(20));
			assertThat(registry.find("sightglass.failures").counters()).allMatch((family) -> family.count() == 0);
		}
	}

	private static Socket reader(int port) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(1024);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		socket.getOutputStream().write(SCRAPE.getBytes(StandardCharsets.US_ASCII));
		InputStream body = socket.getInputStream();
		assertThat(body.read()).isEqualTo('H');
		return socket;
	}

}
