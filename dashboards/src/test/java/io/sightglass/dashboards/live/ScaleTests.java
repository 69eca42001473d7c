package io.sightglass.dashboards.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.sightglass.dashboards.check.PrometheusClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What docs/scale.md says of more than one Prometheus, tried.
 */
class ScaleTests {

	private static final int SHARDS = 2;

	@Test
	void shardsShareTheTargetsAndLeaveNoneOut(@TempDir Path directory) throws IOException {
		List<String> targets = IntStream.range(0, 20).mapToObj((number) -> "127.0.0.1:" + (10_000 + number)).toList();
		List<String> kept = new ArrayList<>();
		for (int shard = 0; shard < SHARDS; shard++) {
			Path own = Files.createDirectory(directory.resolve("shard" + shard));
			try (LocalPrometheus prometheus = start(new ScrapeConfig(targets).shard(shard, SHARDS), own)) {
				List<String> share = targets(prometheus.client());
				assertThat(share).hasSizeBetween(1, targets.size() - 1);
				kept.addAll(share);
			}
		}
		assertThat(kept).containsExactlyInAnyOrderElementsOf(targets);
	}

	@Test
	void anInstanceBeyondItsLimitIsRefusedAsAWhole(@TempDir Path directory) throws IOException {
		try (SyntheticApplication application = new SyntheticApplication(0, Variation.NONE);
				LocalPrometheus prometheus = start(new ScrapeConfig(List.of(application.target())).sampleLimit(100),
						directory)) {
			PrometheusClient client = prometheus.client();
			LocalPrometheus.await("a refused scrape", () -> client.query("up").contains(0.0));
			assertThat(client.get("targets").toString()).contains("sample limit exceeded");
			assertThat(client.query("sightglass_series")).isEmpty();
		}
	}

	@Test
	void aPairWithTheSameLabelsIsOneSeriesAndWithOthersTwo(@TempDir Path directory) throws IOException {
		try (SyntheticApplication application = new SyntheticApplication(0, Variation.NONE);
				LocalPrometheus engine = LocalPrometheus.victoriaMetrics(directory);
				LocalPrometheus first = agent(application, engine, directory.resolve("first"), "a");
				LocalPrometheus second = agent(application, engine, directory.resolve("second"), "a");
				LocalPrometheus other = agent(application, engine, directory.resolve("other"), "b")) {
			assertThat(List.of(first.uri(), second.uri(), other.uri())).doesNotHaveDuplicates();
			PrometheusClient client = engine.client();
			LocalPrometheus.await("both replicas' labels", () -> client.query("sightglass_series").size() == 2);
			assertThat(client.query("count(sightglass_series{replica=\"a\"})")).containsExactly(1.0);
		}
	}

	private static LocalPrometheus agent(SyntheticApplication application, LocalPrometheus engine, Path directory,
			String replica) throws IOException {
		Files.createDirectory(directory);
		return LocalPrometheus.start(
				new ScrapeConfig(List.of(application.target())).external("replica", replica)
					.remoteWrite(engine.uri() + "/api/v1/write")
					.writeTo(directory),
				directory, "--enable-feature=agent", "--storage.agent.path=" + directory.resolve("agent"));
	}

	private static LocalPrometheus start(ScrapeConfig config, Path directory) throws IOException {
		return LocalPrometheus.start(config.writeTo(directory), directory,
				"--storage.tsdb.path=" + directory.resolve("tsdb"));
	}

	// Service discovery takes a moment after the server is ready.
	private static List<String> targets(PrometheusClient client) throws IOException {
		List<String> addresses = new ArrayList<>();
		LocalPrometheus.await("targets", () -> !client.get("targets").path("activeTargets").isEmpty());
		client.get("targets")
			.path("activeTargets")
			.forEach((target) -> addresses.add(target.path("labels").path("instance").asString()));
		return addresses;
	}

}
