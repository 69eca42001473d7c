package io.sightglass.autoconfigure.http;

import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

import io.sightglass.autoconfigure.http.Siege.Footprint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Hostile clients beside a good one on real servers. More of them with
 * {@code -Dsightglass.hostile.requests=…}.
 */
class HostileHttpTests {

	private static final Logger logger = LoggerFactory.getLogger(HostileHttpTests.class);

	private static final long MEGABYTE = 1024 * 1024;

	private static final int THREADS = 60;

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final List<String> PROPERTIES = List.of("server.tomcat.connection-timeout=6s",
			"server.jetty.connection-idle-timeout=6s", "server.netty.idle-timeout=20s",
			"server.tomcat.threads.max=" + THREADS, "server.jetty.threads.max=" + THREADS, "logging.level.root=OFF",
			"logging.level.io.sightglass=INFO");

	@ParameterizedTest
	@EnumSource(Server.class)
	void http11LeavesSeriesAndHeapBoundedAndEveryGoodRequestCounted(Server server) throws Exception {
		endures(server, Version.HTTP_1_1, HostileText::new);
	}

	@ParameterizedTest
	@EnumSource(Server.class)
	void http2LeavesSeriesAndHeapBoundedAndEveryGoodRequestCounted(Server server) throws Exception {
		endures(server, Version.HTTP_2, HostileFrames::new, "server.http2.enabled=true");
	}

	private static void endures(Server server, Version version, LongFunction<Hostility> hostility, String... more)
			throws Exception {
		List<String> properties = new ArrayList<>(PROPERTIES);
		properties.addAll(List.of(more));
		try (RunningApp app = new RunningApp(server, properties.toArray(String[]::new));
				Siege siege = new Siege(app, version, hostility)) {
			Footprint first = siege.attack(0);
			Footprint second = siege.attack(1000);
			long good = siege.end();
			logger.info("{} {}: {} good requests, {}, {}", server, version, good, first, second);
			assertThat(good).isPositive();
			// Some of the others got through.
			assertThat(app.counted()).isGreaterThan(good);
			// Longer than a server waits for a stream.
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(app.active()).isZero());
			app.await(() -> assertThat(app.weighed("/orders/{id}")).isEqualTo(good));
			assertThat(app.counted("uri", "/orders/{id}", "status", "200")).isEqualTo(good);
			assertThat(app.timed("uri", "/orders/{id}", "status", "200")).isEqualTo(good);
			app.await(() -> assertThat(app.counted()).isEqualTo(app.timed()));
			assertThat(app.registry().find("sightglass.failures").counters()).allMatch((family) -> family.count() == 0);
			requireBounded(app, first, second);
		}
	}

	private static void requireBounded(RunningApp app, Footprint first, Footprint second) {
		assertThat(second.series()).as("series").isLessThan(first.series() + 60);
		assertThat(second.heap()).as("heap").isLessThan(first.heap() * 5 / 4 + 8 * MEGABYTE);
		assertThat(second.threads()).as("threads").isLessThan(first.threads() + THREADS);
		assertThat(app.registry().find("http.requests").tagKeys("method").counters())
			.extracting((counter) -> counter.getId().getTag("uri"))
			.allSatisfy((uri) -> assertThat(uri).hasSizeLessThan(40));
	}

}
