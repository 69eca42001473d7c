package io.sightglass.dashboards.check;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sightglass.dashboards.Printable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The few calls of Prometheus's HTTP API that a check needs. VictoriaMetrics, Mimir and
 * Thanos answer them too.
 *
 * An answer has so long from the connection to its last byte, and so many bytes; all
 * answers together have so long too. What the server says is not trusted.
 */
public final class PrometheusClient {

	/** How long one answer may take, unless something else is said. */
	public static final Duration PATIENCE = Duration.ofSeconds(30);

	/** How many bytes an answer may have. */
	public static final int MOST_BYTES = 16 * 1024 * 1024;

	private static final int ANSWERS = 20;

	private static final int MOST_OF_AN_ERROR = 200;

	private static final int LONGEST_NUMBER = 64;

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final HttpClient http;

	private final String base;

	private final @Nullable String authorization;

	private final Duration patience;

	private final long end;

	/**
	 * A client of one server.
	 * @param base where its pages are, without {@code /api/v1}
	 */
	public PrometheusClient(URI base) {
		this(base, PATIENCE);
	}

	/**
	 * A client of one server, with a patience of the caller's own.
	 * @param base where its pages are, without {@code /api/v1}; user info is sent as
	 * authorization
	 * @param patience how long one answer may take; all of them together may take 20
	 * times as long, and a query after that fails
	 * @throws IllegalArgumentException if that is no address of a server
	 */
	public PrometheusClient(URI base, Duration patience) {
		boolean web = "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
		if (!web || base.getHost() == null || base.getRawQuery() != null || base.getRawFragment() != null) {
			// Not the address itself: there may be a token in it.
			throw new IllegalArgumentException(
					"The URL is that of a Prometheus, such as http://localhost:9090, without a query");
		}
		String user = base.getUserInfo();
		this.authorization = (user != null)
				? "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)) : null;
		String authority = base.getRawAuthority();
		this.base = base.getScheme() + "://" + authority.substring(authority.lastIndexOf('@') + 1)
				+ base.getRawPath().replaceFirst("/+$", "");
		this.patience = patience;
		this.http = HttpClient.newBuilder().connectTimeout(patience).build();
		this.end = System.nanoTime() + patience.multipliedBy(ANSWERS).toNanos();
	}

	/**
	 * The values of an instant query that are numbers, and the counts of native
	 * histograms.
	 * @param promql the query
	 * @return the values, without NaN
	 * @throws IOException if nobody answers, or the query is wrong
	 */
	public List<Double> query(String promql) throws IOException {
		List<Double> values = new ArrayList<>();
		for (JsonNode series : result(promql)) {
			JsonNode histogram = series.path("histogram").path(1).path("count");
			double value = number((histogram.isMissingNode() ? series.path("value").path(1) : histogram).asString(""));
			if (!Double.isNaN(value)) {
				values.add(value);
			}
		}
		return values;
	}

	private double number(String text) throws IOException {
		try {
			return switch (text) {
				case "+Inf" -> Double.POSITIVE_INFINITY;
				case "-Inf" -> Double.NEGATIVE_INFINITY;
				default -> Double.parseDouble((text.length() <= LONGEST_NUMBER) ? text : "");
			};
		}
		catch (NumberFormatException ex) {
			throw strange(ex);
		}
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
	 * @throws RefusedException if Prometheus reports an error
	 * @throws IOException if there is no answer, or none that is like Prometheus's
	 */
	public JsonNode get(String call) throws IOException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + "/api/v1/" + call));
		if (this.authorization != null) {
			request.header("Authorization", this.authorization);
		}
		HttpResponse<byte[]> response = answer(request.build());
		String refusal = refusal(response);
		if (!refusal.isEmpty()) {
			throw new IOException("%s %s (status %d)".formatted(this.base, refusal, response.statusCode()));
		}
		JsonNode answer;
		try {
			answer = JSON.readTree(response.body());
		}
		catch (JacksonException ex) {
			throw strange(ex);
		}
		if (!answer.path("status").asString("").equals("success")) {
			throw new RefusedException(
					Printable.of(answer.path("error").asString("status " + response.statusCode()), MOST_OF_AN_ERROR));
		}
		return answer.path("data");
	}

	private HttpResponse<byte[]> answer(HttpRequest request) throws IOException {
		long nanos = Math.min(this.patience.toNanos(), this.end - System.nanoTime());
		if (nanos <= 0) {
			throw new IOException("%s takes more than %d seconds for all answers together".formatted(this.base,
					this.patience.toSeconds() * ANSWERS));
		}
		CompletableFuture<HttpResponse<byte[]>> answer = this.http.sendAsync(request,
				(head) -> new LimitedBody(MOST_BYTES));
		try {
			return answer.get(nanos, TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new IOException(
					"%s does not answer within %d seconds".formatted(this.base, TimeUnit.NANOSECONDS.toSeconds(nanos)),
					ex);
		}
		catch (ExecutionException ex) {
			throw new IOException(this.base + ": " + reason(ex.getCause()), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
		finally {
			answer.cancel(true);
		}
	}

	private String refusal(HttpResponse<byte[]> response) {
		int status = response.statusCode();
		if (status >= 300 && status < 400) {
			String place = response.headers().firstValue("Location").orElse("nowhere");
			return "redirects to %s, which is not followed: give the address that answers itself"
				.formatted(io.sightglass.registry.internal.log.Printable.place(place));
		}
		if (status == 401 || status == 403) {
			return (this.authorization != null) ? "does not take the user and the password of the address"
					: "wants credentials: give them in the address, such as https://user:password@prometheus.example";
		}
		return (response.body().length == 0) ? "gives an empty answer, and does not answer like Prometheus" : "";
	}

	private static String reason(@Nullable Throwable failure) {
		if (failure instanceof ConnectException) {
			return "nobody answers";
		}
		String message = (failure instanceof Exception) ? failure.getMessage() : null;
		return Printable.of((message != null) ? message : String.valueOf(failure), MOST_OF_AN_ERROR);
	}

	private IOException strange(Exception cause) {
		return new IOException(this.base + " does not answer like Prometheus", cause);
	}

}
