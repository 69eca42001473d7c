package io.sightglass.app.connection;

import java.net.ConnectException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Plays the scenarios a known number of times, and finds these numbers in the scrape.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "demo.load.enabled=false")
class KnownNumbersTests {

	private static final int WIRE_LETTER = Integer.BYTES + 2000;

	@LocalServerPort
	private int port;

	@Test
	void everyLetterTakesTwoHopsOverPlainSockets(@Autowired Letters letters) {
		for (int i = 0; i < 10; i++) {
			letters.play();
		}
		for (String endpoint : List.of("edge", "edge-relay", "core", "core-relay")) {
			finds(10, "connections_total", endpoint);
			finds(10, "connections_closed_total", endpoint, "reason=\"closed\"");
			finds(0, "connections_active", endpoint);
			finds(10 * WIRE_LETTER, "transport_sent_bytes_total", endpoint);
			finds(10 * WIRE_LETTER, "transport_received_bytes_total", endpoint);
		}
		for (String hop : List.of("hop=\"edge\"", "hop=\"core\"")) {
			assertThat(value("transport_hop_latency_seconds_count", hop)).isEqualTo(10);
			assertThat(value("transport_hop_health", hop)).isPositive();
		}
	}

	@Test
	void everyGatewayConnectionEndsForItsReason(@Autowired GatewayCaller caller, @Autowired Troublemakers trouble)
			throws Exception {
		caller.play();
		caller.play();
		finds(2, "connections_closed_total", "gateway-caller", "reason=\"closed\"");
		finds(0, "connections_active", "gateway");
		finds(2, "connection_handshakes_total", "gateway", "outcome=\"success\"");
		finds(2, "connections_total", "gateway");
		// Both count on the wire, TLS included.
		finds((int) value("transport_sent_bytes_total", "endpoint=\"gateway-caller\""),
				"transport_received_bytes_total", "gateway");
		assertThat(value("connection_streams_total", "endpoint=\"gateway\"")).isGreaterThanOrEqualTo(2 * 20);
		try {
			trouble.play();
		}
		catch (ConnectException expected) {
			// Nobody listened to the last of them.
		}
		finds(2 + 3, "connections_closed_total", "gateway");
		finds(2 + 3, "connections_total", "gateway");
		finds(0, "connections_active", "gateway");
		finds(1, "connections_closed_total", "gateway", "reason=\"idle\"");
		finds(3, "connections_total", "troublemaker");
		finds(1, "connections_failed_total", "troublemaker", "reason=\"refused\"");
	}

	@Test
	void everyWebSocketMessageAndClosingCounts(@Autowired EchoCaller caller) throws Exception {
		caller.play();
		caller.play();
		finds(1, "connections_closed_total", "ws/echo", "reason=\"closed\"");
		finds(1, "connections_closed_total", "ws/echo", "reason=\"status_4001\"");
		finds(2, "connections_total", "ws/echo");
		finds(2 * 5 * 5, "transport_received_bytes_total", "ws/echo");
		finds(2 * 5, "transport_received_packets_total", "ws/echo");
	}

	@Test
	void everyCallOfTheParrotCountsOnBothSides(@Autowired ParrotCaller caller) {
		caller.play();
		caller.play();
		for (String endpoint : List.of("grpc", "grpc-client")) {
			finds(2, "connections_closed_total", endpoint, "reason=\"closed\"");
			finds(2, "connections_total", endpoint);
			finds(2 * 6, "connection_streams_total", endpoint);
			finds(0, "connection_streams_active", endpoint);
			finds(2, "transport_errors_total", endpoint, "error=\"unavailable\"");
			finds(2 * 5 * 64, "transport_sent_bytes_total", endpoint);
			finds(2 * 5 * 64, "transport_received_bytes_total", endpoint);
		}
		// The parrot has no answer to the last word of a visit.
		finds(2 * 6, "transport_received_packets_total", "grpc");
		finds(2 * 5, "transport_sent_packets_total", "grpc");
		finds(2 * 6, "transport_sent_packets_total", "grpc-client");
		finds(2 * 5, "transport_received_packets_total", "grpc-client");
	}

	@Test
	void theAuditorsPoolIsBackAtRest(@Autowired Auditors auditors) throws Exception {
		auditors.play();
		finds(2, "connections_idle", "auditors");
		finds(2, "connections_active", "auditors");
		finds(2, "connections_limit", "auditors");
		finds(0, "connections_pending", "auditors");
	}

	private void finds(int number, String name, String endpoint, String... labels) {
		String[] all = Arrays.copyOf(labels, labels.length + 1);
		all[labels.length] = "endpoint=\"" + endpoint + "\"";
		await(name + " of " + endpoint).atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(value(name, all)).isEqualTo(number));
	}

	private double value(String name, String... labels) {
		String scrape = RestClient.create("http://127.0.0.1:" + this.port)
			.get()
			.uri("/actuator/prometheus")
			.retrieve()
			.body(String.class);
		return String.valueOf(scrape)
			.lines()
			.filter((line) -> line.startsWith(name + "{") && Arrays.stream(labels).allMatch(line::contains))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
			.sum();
	}

}
