package io.sightglass.autoconfigure.http;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From a bucket of a request's time to the trace of that request, with Boot alone and
 * with the starter.
 */
class FollowedExemplarTests {

	private static final Pattern EXEMPLAR = Pattern.compile(
			"(\\S+_bucket)\\{[^}]*uri=\"/orders/\\{id}\".*} \\S+ " + "# \\{span_id=\"(\\w+)\",trace_id=\"(\\w+)\"} ");

	@ParameterizedTest
	@CsvSource({ "TOMCAT, true", "JETTY, true", "NETTY, true", "TOMCAT, false", "NETTY, false" })
	void leadsToTheTraceOfTheRequest(Server server, boolean starter) {
		try (RunningApp app = new RunningApp(server, properties(starter))) {
			follow(app, app::traces);
		}
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT, true", "NETTY, true", "TOMCAT, false" })
	void leadsToTheTraceOfOpenTelemetry(Server server, boolean starter) {
		try (RunningApp app = new RunningApp(server, new Class<?>[] { OpenTelemetryTracing.class },
				properties(starter))) {
			follow(app, app.context().getBean(OpenTelemetryTracing.Spans.class)::traces);
			assertThat(app.traces()).isEmpty();
		}
	}

	private static String[] properties(boolean starter) {
		return new String[] { "sightglass.enabled=" + starter,
				"management.metrics.distribution.percentiles-histogram.http.server.requests=true" };
	}

	private static void follow(RunningApp app, Supplier<List<String>> traces) {
		assertThat(app.get("/orders/7").statusCode()).isEqualTo(200);
		app.await(() -> assertThat(traces.get()).isNotEmpty());
		app.await(() -> {
			Matcher exemplar = EXEMPLAR.matcher(scrape(app));
			assertThat(exemplar.find()).isTrue();
			assertThat(exemplar.group(1)).isEqualTo("http_server_requests_seconds_bucket");
			assertThat(traces.get()).contains(exemplar.group(3) + " " + exemplar.group(2));
		});
	}

	private static String scrape(RunningApp app) {
		return new String(app
			.send(HttpRequest.newBuilder(app.uri("/actuator/prometheus"))
				.header("Accept", "application/openmetrics-text; version=1.0.0"))
			.body(), StandardCharsets.UTF_8);
	}

}
