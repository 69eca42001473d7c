package io.sightglass.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusProtobufWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.sightglass.fuzz.Exposition;
import io.sightglass.fuzz.Mutations;
import io.sightglass.registry.internal.scrape.FastScrape;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScrapeHandlerFuzzTests {

	private static final Set<String> TYPES = Set.of(PrometheusTextFormatWriter.CONTENT_TYPE,
			OpenMetricsTextFormatWriter.CONTENT_TYPE, PrometheusProtobufWriter.CONTENT_TYPE);

	private static final SightglassPrometheusRegistry REGISTRY = registry();

	private static final ScrapeHandler HANDLER = new ScrapeHandler(REGISTRY);

	private static SightglassPrometheusRegistry registry() {
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);
		registry.counter("orders.placed", "kind", "a").increment(3);
		registry.summary("order.size").record(7);
		registry.gauge("queue", 7);
		return registry;
	}

	/**
	 * The headers {@code Accept} and {@code Accept-Encoding}, and a query, each on a
	 * line.
	 * @param input the lines
	 */
	@FuzzTest
	void answers(byte[] input) throws IOException {
		String[] lines = new String(input, StandardCharsets.ISO_8859_1).split("\n", 3);
		StubExchange exchange = exchange((lines.length > 2) ? lines[2] : null);
		if (exchange == null) {
			return;
		}
		// The server refuses what no header may have.
		set(exchange, "Accept", lines[0]);
		set(exchange, "Accept-Encoding", (lines.length > 1) ? lines[1] : "");
		HANDLER.handle(exchange);
		assertThat(exchange.getResponseCode()).isEqualTo(200);
		String type = String.valueOf(exchange.getResponseHeaders().getFirst("Content-Type"));
		assertThat(TYPES).contains(type);
		boolean gzip = exchange.getResponseHeaders().containsKey("Content-Encoding");
		assertThat(gzip).isEqualTo(takesGzip((lines.length > 1) ? lines[1] : ""));
		byte[] body = gzip ? new GZIPInputStream(new ByteArrayInputStream(exchange.body())).readAllBytes()
				: exchange.body();
		if (!type.equals(PrometheusProtobufWriter.CONTENT_TYPE)) {
			String text = new String(body, StandardCharsets.UTF_8);
			Exposition.read(text);
			isPartOf(text, REGISTRY.scrape(type), exchange.getRequestURI().getQuery());
		}
	}

	@Test
	@Tag("mutations")
	void answersMutations() {
		Mutations.of(ScrapeHandlerFuzzTests.class, "answers", this::answers);
	}

	private static void set(StubExchange exchange, String name, String value) {
		String text = value.replaceAll("[\r\n]", "");
		if (!text.isEmpty()) {
			exchange.getRequestHeaders().set(name, text);
		}
	}

	private static @Nullable StubExchange exchange(@Nullable String query) {
		try {
			return new StubExchange(new URI("/metrics" + ((query != null) ? "?" + query : "")));
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	// As RFC 9110 says it.
	private static boolean takesGzip(String header) {
		for (String each : header.replaceAll("[\r\n]", "").toLowerCase(Locale.ROOT).split(",")) {
			List<String> parts = Arrays.stream(each.split(";", -1))
				.map((part) -> part.replaceAll("[ \t]", ""))
				.toList();
			if (parts.get(0).equals("gzip")) {
				return parts.size() != 2 || !parts.get(1).matches("q=0(\\.0*)?");
			}
		}
		return false;
	}

	private static void isPartOf(String text, String all, @Nullable String query) {
		if (!text.isEmpty()) {
			assertThat(all.lines().toList()).containsSubsequence(text.lines().toList());
		}
		if (query == null || !query.contains("name")) {
			assertThat(text).isEqualTo(all);
		}
		else if (query.equals("name[]=queue")) {
			assertThat(Exposition.read(text)).hasSize(1);
		}
		Set<String> names = Set.of(String.valueOf(query));
		assertThat(FastScrape.families(names)).containsAll(names).hasSizeLessThanOrEqualTo(2);
	}

}
