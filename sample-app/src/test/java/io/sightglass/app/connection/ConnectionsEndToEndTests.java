package io.sightglass.app.connection;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ConnectionsEndToEndTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@LocalServerPort
	private int port;

	@Test
	void movesWhatEachSourceTells() {
		for (String line : List.of("connections_total{~endpoint=\"gateway\"",
				"connections_active{~endpoint=\"gateway\"", "connections_limit{~endpoint=\"web\"",
				"connections_idle{~endpoint=\"web\"",
				"connections_closed_total{~endpoint=\"gateway\"~reason=\"closed\"",
				"connections_closed_total{~endpoint=\"gateway\"~reason=\"handshake\"",
				"connections_closed_total{~endpoint=\"gateway\"~reason=\"idle\"",
				"connections_closed_total{~endpoint=\"gateway\"~reason=\"reset\"",
				"connections_closed_total{~endpoint=\"ws/echo\"~reason=\"status_4001\"",
				"connections_failed_total{~reason=\"refused\"",
				"connection_duration_seconds_count{~endpoint=\"gateway\"",
				"connection_handshake_duration_seconds_count{~endpoint=\"gateway\"",
				"connection_handshakes_total{~endpoint=\"gateway\"~outcome=\"error\"",
				"connection_streams_total{~endpoint=\"gateway\"",
				"connection_stream_duration_seconds_count{~endpoint=\"gateway\"",
				"transport_sent_bytes_total{~endpoint=\"web\"", "transport_received_bytes_total{~endpoint=\"gateway\"",
				"transport_sent_packets_total{~endpoint=\"ws/echo\"",
				"transport_received_packets_total{~endpoint=\"ws/echo\"", "transport_errors_total{~error=\"reset\"",
				"transport_timeouts_total{~endpoint=\"gateway\"",
				"transport_retransmissions_total{~endpoint=\"gateway-caller\"",
				"transport_rtt_seconds_count{~endpoint=\"gateway-caller\"",
				"transport_loss_ratio{~endpoint=\"gateway-caller\"",
				"transport_hop_latency_seconds_count{~hop=\"edge\"", "transport_hop_throughput_bps{~hop=\"core\"",
				"transport_hop_health{~hop=\"edge\"", "transport_kernel_segments_total{~direction=\"out\"",
				"transport_kernel_connections", "connections_pending{~endpoint=\"auditors\"",
				"connections_limit{~endpoint=\"auditors\"", "connections_idle{~endpoint=\"auditors\"",
				"connections_total{~endpoint=\"grpc\"",
				"connections_closed_total{~endpoint=\"grpc-client\"~reason=\"closed\"",
				"connection_streams_total{~endpoint=\"grpc\"",
				"connection_stream_duration_seconds_count{~endpoint=\"grpc-client\"",
				"transport_received_bytes_total{~endpoint=\"grpc\"",
				"transport_sent_packets_total{~endpoint=\"grpc-client\"",
				"transport_errors_total{~endpoint=\"grpc-client\"~error=\"unavailable\"")) {
			await(line, (value) -> value > 0);
		}
		assertThat(names(scrape())).contains("connection_streams_active", "transport_kernel_retransmissions_total",
				"transport_kernel_timeouts_total", "transport_kernel_resets_total");
	}

	private void await(String wanted, Predicate<Double> enough) {
		String[] parts = wanted.split("~");
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (System.nanoTime() < deadline) {
			for (String line : scrape().split("\n")) {
				if (line.startsWith(parts[0]) && List.of(parts).stream().allMatch(line::contains)
						&& enough.test(Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))) {
					return;
				}
			}
		}
		assertThat(scrape()).as("moved: " + wanted).isEmpty();
	}

	private static List<String> names(String scrape) {
		return scrape.lines().map((line) -> line.split("[{ ]")[0]).distinct().toList();
	}

	private String scrape() {
		String scrape = RestClient.create("http://127.0.0.1:" + this.port)
			.get()
			.uri("/actuator/prometheus")
			.retrieve()
			.body(String.class);
		return (scrape != null) ? scrape : "";
	}

}
