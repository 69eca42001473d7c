package io.sightglass.dashboards.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import io.sightglass.dashboards.check.Choice;
import io.sightglass.dashboards.check.PrometheusClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where one Prometheus is outgrown: agent mode and remote write into another engine.
 */
class RemoteWriteTests {

	@Test
	void everyQueryAnswersBehindAnAgentAndRemoteWrite(@TempDir Path directory) throws IOException {
		try (Targets targets = Targets.synthetic(Map.of());
				LocalPrometheus engine = LocalPrometheus.victoriaMetrics(directory);
				LocalPrometheus agent = LocalPrometheus.start(
						new ScrapeConfig(targets.addresses()).remoteWrite(engine.uri() + "/api/v1/write")
							.writeTo(directory),
						directory, "--enable-feature=agent", "--storage.agent.path=" + directory.resolve("agent"))) {
			assertThat(agent.uri()).isNotNull();
			PrometheusClient client = engine.client();
			LocalPrometheus.await("samples of each instance",
					() -> client.query("count_over_time(sightglass_series[1m]) >= 10").size() == Targets.COUNT);
			// An engine may be some seconds behind its writers.
			LocalPrometheus.await("every panel",
					() -> LivePrometheusTests.findings(client, Choice.all("10s")).isEmpty());
		}
	}

}
