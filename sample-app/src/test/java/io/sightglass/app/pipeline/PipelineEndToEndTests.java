package io.sightglass.app.pipeline;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PipelineEndToEndTests {

	private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

	private static final List<String> MOVED = List.of("pipelines_registered", "pipeline_records_received_total",
			"pipeline_records_processed_total", "pipeline_records_delivered_total",
			"pipeline_stage_duration_seconds_count", "pipeline_latency_seconds_count", "pipeline_errors_total",
			"pipeline_retries_total", "pipeline_backpressure_total", "pipeline_checkpoints_total",
			"pipeline_checkpoint_age_seconds", "pipeline_rebalances_total", "cluster_leader", "cluster_term",
			"cluster_members", "health_status", "pipeline_buffer_size", "pipeline_buffer_utilization");

	@Test
	void movesEveryMeterOfTheFamilyWithinHalfAMinute(@LocalServerPort int port) throws InterruptedException {
		RestClient client = RestClient.create("http://127.0.0.1:" + port);
		long end = System.nanoTime() + HALF_A_MINUTE.toNanos();
		String[] scrape = scrape(client);
		List<String> still = still(MOVED, scrape);
		while (!still.isEmpty() && System.nanoTime() < end) {
			Thread.sleep(100);
			// A buffer may be empty again at the end; once is enough.
			still = still(still, scrape(client));
		}
		assertThat(still).isEmpty();
		assertThat(scrape(client)).anyMatch((line) -> line.startsWith("pipeline_records_in_flight{"))
			.anyMatch((line) -> line.contains("outcome=\"filtered\",pipeline=\"orders\"") && !line.endsWith(" 0.0"))
			.anyMatch((line) -> line.contains("outcome=\"filtered\",pipeline=\"payments\"") && !line.endsWith(" 0.0"));
	}

	private static List<String> still(List<String> meters, String[] scrape) {
		return meters.stream().filter((meter) -> {
			Pattern moved = Pattern.compile(meter + "(\\{.*})? (?!0\\.0$).*");
			return Arrays.stream(scrape).noneMatch((line) -> moved.matcher(line).matches());
		}).toList();
	}

	private static String[] scrape(RestClient client) {
		String text = client.get().uri("/actuator/prometheus").retrieve().body(String.class);
		return String.valueOf(text).split("\n");
	}

}
