package io.sightglass.dashboards.check;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The few calls of Prometheus's HTTP API that a check needs. VictoriaMetrics, Mimir and
 * Thanos answer them too.
 */
public final class PrometheusClient {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

	private final String base;

	/**
	 * A client of one server.
	 * @param base where its pages are, without {@code /api/v1}
	 */
	public PrometheusClient(URI base) {
		this.base = base.toString().replaceFirst("/+$", "");
	}

	/**
	 * The values of an instant query that are numbers.
	 * @param promql the query
	 * @return the values, without NaN
	 * @throws IOException if nobody answers, or the query is wrong
	 */
	public List<Double> query(String promql) throws IOException {
		List<Double> values = new ArrayList<>();
		for (JsonNode series : result(promql)) {
			double value = number(series.path("value").path(1).asString());
			if (!Double.isNaN(value)) {
				values.add(value);
			}
		}
		return values;
	}

	private static double number(String text) {
		return switch (text) {
			case "+Inf" -> Double.POSITIVE_INFINITY;
			case "-Inf" -> Double.NEGATIVE_INFINITY;
			default -> Double.parseDouble(text);
		};
	}

	/**
	 * The names that a query finds.
	 * @param promql a query that keeps names, such as {@code count by (__name__)
	 * ({job="shop"})}
	 * @return the names
	 * @throws IOException if nobody answers, or the query is wrong
	 */
	public Set<String> names(String promql) throws IOException {
		Set<String> names = new HashSet<>();
		for (JsonNode series : result(promql)) {
			names.add(series.path("metric").path("__name__").asString(""));
		}
		return names;
	}

	private JsonNode result(String promql) throws IOException {
		return get("query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8)).path("result");
	}

	/**
	 * The data of an API call.
	 * @param call path and query below {@code /api/v1/}
	 * @return the answer's data
	 * @throws IOException if nobody answers, or Prometheus reports an error
	 */
	public JsonNode get(String call) throws IOException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.base + "/api/v1/" + call))
			.timeout(PATIENCE)
			.build();
		try {
			HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
			JsonNode answer = JSON.readTree(response.body());
			if (!answer.path("status").asString("").equals("success")) {
				throw new IOException(answer.path("error").asString("status " + response.statusCode()));
			}
			return answer.path("data");
		}
		catch (JacksonException ex) {
			throw new IOException(this.base + " does not answer like Prometheus", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
	}

}
