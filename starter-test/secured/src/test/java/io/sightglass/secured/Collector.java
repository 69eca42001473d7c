package io.sightglass.secured;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;

/**
 * Takes what is pushed over OTLP, by OpenTelemetry's own definition of it.
 */
final class Collector implements AutoCloseable {

	private final HttpServer server;

	private final Map<String, Map<String, Double>> sums = new ConcurrentHashMap<>();

	Collector() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::take);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/v1/metrics";
	}

	/**
	 * The last values that came of a sum.
	 * @param name its name
	 * @return the values by tags
	 */
	Map<String, Double> sum(String name) {
		return this.sums.getOrDefault(name, Map.of());
	}

	private void take(HttpExchange exchange) throws IOException {
		try (exchange) {
			ExportMetricsServiceRequest pushed = ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody());
			for (ResourceMetrics resource : pushed.getResourceMetricsList()) {
				for (ScopeMetrics scope : resource.getScopeMetricsList()) {
					scope.getMetricsList().forEach(this::take);
				}
			}
			exchange.sendResponseHeaders(200, -1);
		}
	}

	private void take(Metric metric) {
		for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
			Map<String, String> tags = new TreeMap<>();
			for (KeyValue tag : point.getAttributesList()) {
				tags.put(tag.getKey(), tag.getValue().getStringValue());
			}
			this.sums.computeIfAbsent(metric.getName(), (name) -> new ConcurrentHashMap<>())
				.put(tags.toString(), point.getAsDouble());
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
