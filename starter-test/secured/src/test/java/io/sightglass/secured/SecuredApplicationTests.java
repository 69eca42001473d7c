package io.sightglass.secured;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Behind Spring Security, with a port for management and an OTLP registry beside
 * Prometheus', the application counts what its twin counts without us, and the client.
 */
class SecuredApplicationTests {

	private static final String TIMER = "http_server_requests_seconds_count";

	private static final String STRANGER = "stranger:secret";

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
	void countsWhatBootAndTheClientCount(WebApplicationType type) {
		Map<String, Double> statuses = new TreeMap<>();
		try (Collector collector = new Collector()) {
			String[] pushed = { "management.otlp.metrics.export.url=" + collector.url(),
					"management.otlp.metrics.export.step=1h" };
			try (RunningApplication ours = new RunningApplication(type, true, pushed);
					RunningApplication boots = new RunningApplication(type, false, pushed)) {
				for (int i = 0; i < 3; i++) {
					ask(ours, boots).forEach((status) -> statuses.merge(status, 1.0, Double::sum));
				}
				Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> compare(ours, boots, statuses));
				String before = counts(ours).toString();
				manage(ours);
				manage(boots);
				assertThat(counts(ours)).as("without the port of management").hasToString(before);
				assertThat(securitys(ours)).isNotEmpty().isEqualTo(securitys(boots));
				assertThat(names(ours)).containsAll(names(boots));
			}
			assertThat(byStatus(collector.sum("http.requests"), (tags) -> tags.replaceAll(".*status=(\\d+).*", "$1")))
				.as("pushed as the application ended")
				.isEqualTo(statuses);
		}
	}

	private static List<String> ask(RunningApplication ours, RunningApplication boots) {
		List<String> statuses = new ArrayList<>();
		String[][] requests = { { "GET", "/hello/a", RunningApplication.KNOWN }, { "GET", "/hello/b", null },
				{ "GET", "/hello/c", STRANGER }, { "GET", "/nowhere", RunningApplication.KNOWN },
				{ "GET", "/nowhere", null }, { "POST", "/order", RunningApplication.KNOWN },
				{ "GET", "/fail", RunningApplication.KNOWN }, { "HEAD", "/hello/d", RunningApplication.KNOWN } };
		for (String[] request : requests) {
			for (String accept : List.of("application/json", "text/html")) {
				int status = ours.ask(request[0], request[1], request[2], accept).statusCode();
				assertThat(boots.ask(request[0], request[1], request[2], accept).statusCode())
					.as(String.join(" ", request[0], request[1], accept))
					.isEqualTo(status);
				statuses.add("" + status);
			}
		}
		return statuses;
	}

	private static void compare(RunningApplication ours, RunningApplication boots, Map<String, Double> statuses) {
		assertThat(counts(ours)).isEqualTo(counts(boots));
		Map<String, Double> exact = RunningApplication.values(ours.scrape(), "http_requests_total"::equals);
		assertThat(byStatus(exact, (tags) -> tags.replaceAll(".*status=\"(\\d+)\".*", "$1"))).isEqualTo(statuses);
		assertThat(RunningApplication.values(ours.scrape(), "http_requests_active"::equals).values()).containsOnly(0.0);
	}

	private static Map<String, Double> counts(RunningApplication application) {
		return RunningApplication.values(application.scrape(), TIMER::equals);
	}

	private static Map<String, Double> securitys(RunningApplication application) {
		return RunningApplication.values(application.scrape(),
				(name) -> name.startsWith("spring_security_") && name.endsWith("_count"));
	}

	// Boot's timer of what is in flight is a gauge here, as the docs say.
	private static List<String> names(RunningApplication application) {
		return RunningApplication.values(application.scrape(), (name) -> !name.contains("requests_active"))
			.keySet()
			.stream()
			.map((key) -> key.substring(0, key.indexOf('{')))
			.distinct()
			.toList();
	}

	private static Map<String, Double> byStatus(Map<String, Double> values, UnaryOperator<String> status) {
		Map<String, Double> sums = new TreeMap<>();
		values.forEach((tags, value) -> sums.merge(status.apply(tags), value, Double::sum));
		return sums;
	}

	private static void manage(RunningApplication application) {
		assertThat(application.manage("/actuator/prometheus", null).statusCode()).isEqualTo(401);
		assertThat(application.manage("/actuator/prometheus", STRANGER).statusCode()).isEqualTo(401);
		assertThat(application.manage("/actuator/nowhere", RunningApplication.KNOWN).statusCode()).isEqualTo(404);
		HttpResponse<String> scrape = application.manage("/actuator/prometheus", RunningApplication.KNOWN);
		assertThat(scrape.statusCode()).isEqualTo(200);
		assertThat(scrape.version()).isEqualTo(HttpClient.Version.HTTP_2);
		assertThat(scrape.body()).contains(TIMER);
	}

}
