package io.sightglass.app.pipeline;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import io.sightglass.meters.pipeline.PipelineMeter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PipelineEndToEndTests {

	private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

	private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(\\{.*})? (\\S+)");

	private final Map<String, Set<String>> values = new TreeMap<>();

	private RestClient client = RestClient.create();

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = RestClient.create("http://127.0.0.1:" + port);
	}

	@Test
	void movesEveryMeterOfTheFamilyWithinHalfAMinute() {
		List<String> meters = Stream
			.concat(Arrays.stream(PipelineMeter.values()).map(PipelineEndToEndTests::name),
					Stream.of("cluster_leader", "cluster_term", "cluster_members", "health_status"))
			.toList();
		await().atMost(HALF_A_MINUTE)
			.pollInterval(Duration.ofMillis(200))
			.untilAsserted(() -> assertThat(still(meters, scrape())).isEmpty());
	}

	@Test
	void leadsOrdersThroughIntegrationKafkaAndReactor() {
		await().atMost(HALF_A_MINUTE)
			.pollInterval(Duration.ofMillis(200))
			.untilAsserted(() -> assertThat(scrape()).anyMatch(moved("delivered", "orders", "orders.warehouse"))
				.anyMatch(moved("delivered", "billing", "invoices-dlt"))
				.anyMatch(moved("delivered", "payments", "ledger"))
				.anyMatch(moved("outcome=\"filtered\"", "orders", "dropped"))
				.anyMatch(moved("outcome=\"filtered\"", "billing", "listener"))
				.anyMatch(moved("outcome=\"filtered\"", "payments", "book"))
				.anyMatch(moved("outcome=\"error\"", "orders", "orders.enrich"))
				.anyMatch(moved("outcome=\"error\"", "billing", "listener"))
				.anyMatch(moved("retries", "payments", "book"))
				.anyMatch(moved("rebalances", "billing", "billing")));
	}

	// A counter moves when it is not 0; of a gauge, once is enough: it may be 0 again.
	private List<String> still(List<String> meters, String[] scrape) {
		for (String line : scrape) {
			Matcher sample = SAMPLE.matcher(line);
			if (sample.matches() && !sample.group(3).equals("0.0") && !sample.group(3).equals("0")) {
				this.values.computeIfAbsent(sample.group(1), (name) -> new TreeSet<>()).add(sample.group(3));
			}
		}
		return meters.stream().filter((meter) -> !this.values.containsKey(meter)).toList();
	}

	private static Predicate<String> moved(String meter, String pipeline, String station) {
		return (line) -> line.startsWith("pipeline_") && line.contains(meter)
				&& line.contains("pipeline=\"" + pipeline + "\"") && line.contains(station) && !line.endsWith(" 0.0");
	}

	private static String name(PipelineMeter meter) {
		String name = new PrometheusNamingConvention().name(meter.getName(), meter.getType(), meter.getBaseUnit());
		return switch (meter.getType()) {
			case COUNTER -> name + "_total";
			case TIMER -> name + "_count";
			default -> name;
		};
	}

	private String[] scrape() {
		String text = this.client.get().uri("/actuator/prometheus").retrieve().body(String.class);
		return String.valueOf(text).split("\n");
	}

}
