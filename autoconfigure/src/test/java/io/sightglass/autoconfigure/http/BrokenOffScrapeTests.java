package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Prometheus that stops half-way through a scrape.
 */
class BrokenOffScrapeTests {

	private static final int TIMES = 10;

	private static final int SEVERAL = 6;

	private static final int FAMILIES = 40;

	private static final int SERIES = 1_500;

	@ParameterizedTest
	@EnumSource(Server.class)
	void theNextScrapeIsRightAndNoThreadIsLeftBehind(Server server) throws Exception {
		try (RunningApp app = new RunningApp(server, "logging.level.root=OFF")) {
			fill(app.registry());
			requireWhole(app);
			for (int i = 0; i < TIMES; i++) {
				breakOff(app, i);
			}
			requireNothingLeft(app);
		}
	}

	@ParameterizedTest
	@EnumSource(Server.class)
	void severalAtOnceDisturbNobodyElse(Server server) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(SEVERAL);
		try (RunningApp app = new RunningApp(server, "logging.level.root=OFF")) {
			fill(app.registry());
			requireWhole(app);
			List<Future<?>> scrapes = new ArrayList<>();
			for (int i = 0; i < SEVERAL; i++) {
				int own = i;
				scrapes.add(threads.submit(() -> {
					for (int round = 0; round < TIMES; round++) {
						breakOff(app, own + round);
					}
					return null;
				}));
			}
			while (!scrapes.stream().allMatch(Future::isDone)) {
				requireWhole(app);
			}
			for (Future<?> scrape : scrapes) {
				scrape.get();
			}
			requireNothingLeft(app);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static void requireNothingLeft(RunningApp app) {
		app.await(() -> assertThat(app.active()).isZero());
		app.await(() -> assertThat(threadsInAScrape()).isZero());
		for (int i = 0; i < 3; i++) {
			requireWhole(app);
		}
		assertThat(app.registry().find("sightglass.failures").counters()).allMatch((family) -> family.count() == 0);
	}

	// Long values, so that no socket buffer holds the whole body.
	private static void fill(MeterRegistry registry) {
		String padding = "x".repeat(2000);
		for (int i = 0; i < SERIES; i++) {
			registry.counter("filler." + (i % FAMILIES), "value", padding + (i / FAMILIES)).increment();
		}
	}

	private static void requireWhole(RunningApp app) {
		HttpResponse<byte[]> scrape = app.get("/actuator/prometheus");
		assertThat(scrape.statusCode()).isEqualTo(200);
		String text = new String(scrape.body(), StandardCharsets.UTF_8);
		assertThat(text.lines().filter((line) -> line.startsWith("filler_") && line.endsWith(" 1.0"))).hasSize(SERIES);
		assertThat(text).endsWith("\n").contains("\njvm_memory_used_bytes{");
	}

	private static void breakOff(RunningApp app, int round) throws IOException {
		try (Socket prometheus = new Socket()) {
			prometheus.setReceiveBufferSize(8192);
			prometheus.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), app.port()));
			prometheus.getOutputStream()
				.write("GET /actuator/prometheus HTTP/1.1\r\nHost: a\r\nAccept: text/plain\r\n\r\n"
					.getBytes(StandardCharsets.US_ASCII));
			InputStream body = prometheus.getInputStream();
			assertThat(body.readNBytes(10_000 * (round % 5) + 100)).asString(StandardCharsets.US_ASCII)
				.startsWith("HTTP/1.1 200");
			// A reset in every second round, an orderly end in the others.
			prometheus.setSoLinger(round % 2 == 0, 0);
		}
	}

	private static long threadsInAScrape() {
		return Thread.getAllStackTraces().values().stream().filter((stack) -> {
			for (StackTraceElement frame : stack) {
				String type = frame.getClassName();
				if (type.contains("ScrapeEndpoint") || type.startsWith("io.sightglass.registry.internal.scrape.")
						|| type.endsWith("NioSocketWrapper") || type.endsWith("HttpOutput")) {
					return true;
				}
			}
			return false;
		}).count();
	}

}
