package io.sightglass.secured;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application counts in its last moments, in a Pushgateway and over OTLP.
 */
class LastEventTests {

	private static final String EXPORT = "management.prometheus.metrics.export.pushgateway.";

	private static final Pattern ITEMS = Pattern.compile("job_items_total\\{[^}]*when=\"([^\"]*)\"[^}]*} (\\S+)");

	private final Collector collector = new Collector();

	private Gateway gateway;

	@BeforeEach
	void start() throws IOException {
		this.gateway = new Gateway();
	}

	@AfterEach
	void close() {
		this.collector.close();
		this.gateway.close();
	}

	@Test
	void isPushedAsTheApplicationEnds() {
		ShortJob.start(properties("post")).close();
		assertThat(this.gateway.get()).contains("job_items_total").doesNotContain("job_late");
		assertThat(gatewayHas())
			.isEqualTo(Map.of("run", 5.0, "event", 1.0, "stop", 1.0, "destroy before the push", 1.0, "destroy", 0.0));
		assertThat(otlpHas())
			.isEqualTo(Map.of("run", 5.0, "event", 1.0, "stop", 1.0, "destroy before the push", 0.0, "destroy", 0.0));
	}

	@Test
	void isPushedByAProcessThatIsTerminatedThoughWhatIsNewIsShownAsZero() throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
						ShortJob.class.getName()));
		command.addAll(List.of(properties("post", "sightglass.scrape.first-zero=1h")));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
			assertThat(said.readLine()).isEqualTo("counted");
			process.destroy();
			process.waitFor();
		}
		finally {
			process.destroyForcibly();
		}
		assertThat(gatewayHas()).containsEntry("run", 5.0).containsEntry("event", 1.0).containsEntry("stop", 1.0);
		assertThat(otlpHas()).containsEntry("run", 5.0).containsEntry("event", 1.0).containsEntry("stop", 1.0);
	}

	@Test
	void isNotInTheGatewayWhereNothingIsPushedAtTheEndWhichIsBootsDefault() {
		ShortJob.start(properties("none")).close();
		assertThat(gatewayHas().getOrDefault("event", 0.0)).isZero();
		assertThat(gatewayHas().getOrDefault("stop", 0.0)).isZero();
		assertThat(otlpHas()).containsEntry("run", 5.0).containsEntry("stop", 1.0);
	}

	@Test
	void ofWhatStopsBootAlonePushesNothingOverOtlp() {
		ShortJob.start(properties("post", "sightglass.enabled=false")).close();
		assertThat(otlpHas()).containsEntry("run", 5.0).containsEntry("stop", 0.0);
	}

	private String[] properties(String operation, String... more) {
		List<String> all = new ArrayList<>(List.of(EXPORT + "enabled=true",
				EXPORT + "address=" + this.gateway.address(), EXPORT + "push-rate=1h", EXPORT + "job=short",
				EXPORT + "shutdown-operation=" + operation, "management.otlp.metrics.export.step=1h",
				"management.otlp.metrics.export.url=" + this.collector.url()));
		all.addAll(List.of(more));
		return all.toArray(String[]::new);
	}

	private Map<String, Double> gatewayHas() {
		Map<String, Double> items = new HashMap<>();
		for (Matcher item = ITEMS.matcher(this.gateway.get()); item.find();) {
			items.put(item.group(1), Double.valueOf(item.group(2)));
		}
		return items;
	}

	private Map<String, Double> otlpHas() {
		Map<String, Double> items = new HashMap<>();
		this.collector.sum("job.items")
			.forEach((tags, value) -> items.put(tags.replaceAll("\\{when=(.*)}", "$1"), value));
		return items;
	}

}
