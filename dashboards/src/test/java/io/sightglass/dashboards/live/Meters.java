package io.sightglass.dashboards.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.sightglass.meters.connection.ConnectionMeter;
import io.sightglass.meters.http.HttpMeter;
import io.sightglass.meters.llm.LlmMeter;
import io.sightglass.meters.pipeline.PipelineMeter;
import io.sightglass.meters.state.StateMeter;
import io.sightglass.meters.transport.TransportMeter;
import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.SelfMeter;

/**
 * Likely tags and magnitudes for every meter of the catalogue.
 */
final class Meters {

	private static final Map<String, List<String>> VALUES = new LinkedHashMap<>();

	private static final Map<String, Double> SCALES = new LinkedHashMap<>();

	// Tags that go together: drawn in step, so that an endpoint has one protocol.
	private static final Set<String> IN_STEP = Set.of("endpoint", "protocol", "role", "provider", "model", "method",
			"uri", "pipeline", "source", "sink", "group", "route", "hop", "kind", "version", "revision", "meter",
			"tag");

	static {
		values("endpoint", "gateway", "orders", "quotes");
		values("protocol", "tcp", "http", "websocket");
		values("role", "server", "client", "server");
		values("reason", "closed", "idle", "reset", "timeout");
		values("error", "timeout", "refused");
		values("direction", "out", "in");
		values("route", "edge", "edge");
		values("hop", "gateway", "backend");
		values("kind", "tcp", "http");
		values("pipeline", "orders", "prices");
		values("source", "queue", "feed");
		values("sink", "store", "topic");
		values("group", "shop", "shop");
		values("stage", "parse", "enrich");
		values("outcome", "success", "error");
		values("provider", "openai", "anthropic", "ollama");
		values("model", "gpt-5-mini", "claude-haiku-4-5", "llama3.2");
		values("operation", "chat");
		values("streaming", "true");
		values("type", "input", "output", "cache_read");
		values("tool", "search");
		values("window", "day");
		values("method", "GET", "POST", "GET");
		values("uri", "/orders", "/orders/{id}/pay", "/quotes");
		values("status", "200", "404", "500");
		values("exception", "none");
		values("version", "1.4.2");
		values("revision", "a1b2c3d");
		values("component", "db", "diskSpace", "redis");
		values("meter", "http.requests");
		values("tag", "uri");
		values("family", "connections");
		Stream.of("connections", "connections.closed", "pipeline.retries", "llm.finishes", "llm.tool.calls")
			.forEach((name) -> SCALES.put(name, 0.5));
		SCALES.put("connections.active", 40.0);
		SCALES.put("connection.duration", 4.0);
		SCALES.put("connection.stream.duration", 2.0);
		SCALES.put("connection.streams.active", 12.0);
		SCALES.put("transport.sent", 40_000.0);
		SCALES.put("transport.received", 90_000.0);
		SCALES.put("transport.loss.ratio", 0.004);
		SCALES.put("transport.hop.throughput", 4e6);
		SCALES.put("transport.hop.health", 2.0);
		SCALES.put("transport.kernel.segments", 400.0);
		SCALES.put("transport.kernel.connections", 120.0);
		SCALES.put("pipelines.registered", 2.0);
		SCALES.put("pipeline.records.in.flight", 60.0);
		SCALES.put("pipeline.buffer.utilization", 0.6);
		SCALES.put("pipeline.buffer.size", 500.0);
		SCALES.put("pipeline.checkpoint.age", 45.0);
		SCALES.put("llm.tokens", 150.0);
		SCALES.put("llm.cost", 0.00002);
		SCALES.put("llm.budget.limit", 50.0);
		SCALES.put("llm.request.duration", 1.8);
		SCALES.put("llm.time.to.first.token", 0.45);
		SCALES.put("llm.time.per.output.token", 0.02);
		SCALES.put("http.request.size", 700.0);
		SCALES.put("http.response.size", 5200.0);
		SCALES.put("sightglass.series", 1400.0);
		SCALES.put("sightglass.sample.rate", 0.5);
		SCALES.put("cluster.term", 7.0);
		SCALES.put("cluster.members", 3.0);
		for (String rare : List.of("connections.failed", "transport.errors", "transport.timeouts",
				"transport.retransmissions", "pipeline.errors", "pipeline.backpressure", "pipeline.rebalances",
				"pipeline.checkpoints", "llm.errors", "llm.retries", "llm.unpriced.tokens", "sightglass.series.folded",
				"sightglass.series.refused", "sightglass.failures", "transport.kernel.timeouts",
				"transport.kernel.resets")) {
			SCALES.put(rare, 0.02);
		}
	}

	private Meters() {
	}

	private static void values(String key, String... values) {
		VALUES.put(key, List.of(values));
	}

	static List<CatalogueMeter> all() {
		return Stream
			.<CatalogueMeter[]>of(ConnectionMeter.values(), TransportMeter.values(), PipelineMeter.values(),
					LlmMeter.values(), HttpMeter.values(), StateMeter.values(), SelfMeter.values())
			.flatMap(Arrays::stream)
			.toList();
	}

	static Duration[] bounds() {
		return Stream.of(1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000)
			.map(Duration::ofMillis)
			.toArray(Duration[]::new);
	}

	static double[] sizes() {
		return new double[] { 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216 };
	}

	static int bounds(CatalogueMeter meter) {
		return (meter.getType() == Meter.Type.TIMER) ? bounds().length : sizes().length;
	}

	static boolean isDistribution(CatalogueMeter meter) {
		return meter.getType() == Meter.Type.TIMER || meter.getType() == Meter.Type.DISTRIBUTION_SUMMARY;
	}

	static boolean isState(CatalogueMeter meter) {
		return meter instanceof StateMeter || meter == TransportMeter.HOP_HEALTH || meter == PipelineMeter.REGISTERED
				|| meter == LlmMeter.BUDGET_LIMIT || meter == SelfMeter.SERIES;
	}

	/**
	 * One leads, the others follow; one in fifty requests fails.
	 * @param meter the meter
	 * @param tags its tags
	 * @param instance which of the instances
	 * @return how large its values are
	 */
	static double scale(CatalogueMeter meter, Tags tags, int instance) {
		double scale = SCALES.getOrDefault(meter.getName(), 1.0);
		if (meter == StateMeter.CLUSTER_LEADER) {
			return (instance == 0) ? 1 : 0;
		}
		if (meter.getType() == Meter.Type.TIMER) {
			return scale < 1 || SCALES.containsKey(meter.getName()) ? scale : 0.06;
		}
		boolean failed = has(tags, "outcome", "error") || has(tags, "outcome", "SERVER_ERROR");
		return failed ? scale * 0.004 : has(tags, "outcome", "CLIENT_ERROR") ? scale * 0.03 : scale;
	}

	private static boolean has(Tags tags, String key, String value) {
		return tags.stream().anyMatch((tag) -> tag.getKey().equals(key) && tag.getValue().equals(value));
	}

	static List<Tags> tags(CatalogueMeter meter) {
		List<Tags> all = new ArrayList<>(List.of(Tags.empty()));
		List<String> keys = meter.spec().keys();
		List<String> inStep = keys.stream().filter(IN_STEP::contains).filter((key) -> !isElected(meter)).toList();
		if (!inStep.isEmpty()) {
			all = new ArrayList<>();
			int rows = VALUES.get(inStep.get(0)).size();
			for (int row = 0; row < rows; row++) {
				int at = row;
				all.add(Tags.of(inStep.stream()
					.map((key) -> Tag.of(key, VALUES.get(key).get(at % VALUES.get(key).size())))
					.toList()));
			}
		}
		for (String key : keys.stream().filter((key) -> !inStep.contains(key) && !isHttpOutcome(meter, key)).toList()) {
			List<String> values = values(meter, key);
			all = new ArrayList<>(all.stream()
				.flatMap((tags) -> values.stream().map((value) -> tags.and(pair(meter, key, value))))
				.toList());
		}
		return all;
	}

	private static Tags pair(CatalogueMeter meter, String key, String value) {
		return (meter instanceof HttpMeter && key.equals("status"))
				? Tags.of("status", value, "outcome",
						value.equals("500") ? "SERVER_ERROR" : value.equals("404") ? "CLIENT_ERROR" : "SUCCESS")
				: Tags.of(key, value);
	}

	private static List<String> values(CatalogueMeter meter, String key) {
		if (isElected(meter) && key.equals("role")) {
			return List.of("scheduler");
		}
		if (meter == StateMeter.CLUSTER_MEMBERS) {
			return List.of("up", "suspect");
		}
		if (meter == ConnectionMeter.FAILED) {
			return List.of("refused", "timeout", "handshake");
		}
		if (meter == LlmMeter.FINISHES) {
			return List.of("stop", "length");
		}
		return VALUES.getOrDefault(key, List.of("none"));
	}

	// The status says it.
	private static boolean isHttpOutcome(CatalogueMeter meter, String key) {
		return meter instanceof HttpMeter && key.equals("outcome");
	}

	private static boolean isElected(CatalogueMeter meter) {
		return meter == StateMeter.CLUSTER_LEADER || meter == StateMeter.CLUSTER_TERM;
	}

}
