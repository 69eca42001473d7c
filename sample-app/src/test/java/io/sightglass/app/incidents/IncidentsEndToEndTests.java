package io.sightglass.app.incidents;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Each incident is started over HTTP, moves its meter in the scrape, and ends by itself.
 * Nobody else uses the application.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "demo.load.enabled=false", "demo.incidents.lasts=3s" })
class IncidentsEndToEndTests {

	@LocalServerPort
	private int port;

	@Test
	void aSlowDependencyMakesInvoicesSlow() {
		get("/orders/1/invoice");
		String invoices = "http_server_requests_seconds_%s\\{.*uri=\"/orders/\\{id}/invoice\".*} ";
		await().until(() -> value(invoices.formatted("count")) == 1);
		double quick = value(invoices.formatted("sum"));
		happens("slow-dependency", () -> value(invoices.formatted("count")) > 1);
		double count = value(invoices.formatted("count")) - 1;
		assertThat((value(invoices.formatted("sum")) - quick) / count).isGreaterThan(0.8);
	}

	@Test
	void anExpensiveModelSpendsTheBudget() {
		happens("expensive-model", () -> value("llm_cost_usd_total\\{.*model=\"gpt-5\\.5-pro\".*} ") > 0.05);
		assertThat(value("llm_budget_spent_usd\\{.*window=\"day\".*} ")).isGreaterThan(0.05);
	}

	@Test
	void aBrokenClientFailsItsHandshakes() {
		happens("broken-client",
				() -> value("connection_handshakes_total\\{.*endpoint=\"gateway\".*outcome=\"error\".*} ") > 3);
		assertThat(value("connections_closed_total\\{.*endpoint=\"gateway\".*reason=\"handshake\".*} "))
			.isGreaterThan(3);
	}

	@Test
	void aScannerIsSeenAndMakesNoSeries() {
		get("/nowhere/at/all");
		await().until(() -> value("http_requests_total\\{.*status=\"404\".*} ") >= 1);
		long series = series();
		happens("scanner", () -> value("http_requests_total\\{.*status=\"404\".*} ") > 50);
		assertThat(series()).isEqualTo(series);
	}

	@Test
	void tellsWhichIncidentsThereAre() {
		assertThat(states()).extracting((state) -> state.get("kind"))
			.contains("broken-client", "expensive-model", "scanner", "slow-dependency");
		assertThat(states())
			.allSatisfy((state) -> assertThat(String.valueOf(state.get("shows"))).hasSizeGreaterThan(20));
	}

	@Test
	void answersAnUnknownKindWithThoseThatItKnows() {
		ResponseEntity<String> answer = post("earthquake");
		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
		assertThat(answer.getBody()).contains("There is no incident 'earthquake'", "\"kinds\":[",
				"\"slow-dependency\"");
	}

	// Asked for again it lasts longer, so that a busy machine has its time too.
	private void happens(String kind, BooleanSupplier seen) {
		await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1)).until(() -> {
			assertThat(post(kind).getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
			assertThat(running()).contains(kind);
			return seen.getAsBoolean();
		});
		await().atMost(Duration.ofSeconds(60)).until(() -> !running().contains(kind));
	}

	private List<Object> running() {
		return states().stream()
			.filter((state) -> Boolean.TRUE.equals(state.get("running")))
			.map((state) -> state.get("kind"))
			.toList();
	}

	private long series() {
		return scrape().lines().filter((line) -> line.startsWith("http_requests_total{")).count();
	}

	private double value(String sample) {
		Pattern pattern = Pattern.compile(sample + "(.*)");
		return scrape().lines()
			.map(pattern::matcher)
			.filter((line) -> line.matches())
			.mapToDouble((line) -> Double.parseDouble(line.group(1)))
			.sum();
	}

	private String scrape() {
		return get("/actuator/prometheus");
	}

	@SuppressWarnings("unchecked")
	private List<Map<String, Object>> states() {
		List<Map<String, Object>> states = client().get().uri("/demo/incidents").retrieve().body(List.class);
		return (states != null) ? states : List.of();
	}

	private ResponseEntity<String> post(String kind) {
		return client().post().uri("/demo/incidents/" + kind).retrieve().toEntity(String.class);
	}

	private String get(String path) {
		return String.valueOf(client().get().uri(path).retrieve().body(String.class));
	}

	private RestClient client() {
		return RestClient.builder()
			.baseUrl("http://127.0.0.1:" + this.port)
			.defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
			})
			.build();
	}

}
