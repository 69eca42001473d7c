package io.sightglass.instrumentation.endpoint;

import java.time.Duration;
import java.util.Arrays;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.meters.connection.OpenConnection;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.connection.ConnectionSource;
import io.sightglass.meters.connection.Reason;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.transport.NodeHealth;
import io.sightglass.meters.transport.RouteNode;
import io.sightglass.meters.transport.TransportMeters;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The calls of JetStreamProto and JoyfulJay as the tables of docs/connections.md and
 * docs/transport.md say them, in that order.
 */
class SeedCallsTests {

	private final MockClock clock = new MockClock();

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), this.clock);

	@Test
	void recordsWhatJetStreamProtoRecords() {
		Endpoints endpoints = endpoints("");
		MeteredEndpoint endpoint = endpoints.server("gateway", "jsp");
		OpenConnection c = endpoint.connections().opened();
		c.handshaken(Outcome.SUCCESS, Duration.ofMillis(15));
		endpoint.transport().sent(1024);
		endpoint.transport().sent(1024, 0);
		endpoint.transport().received(512);
		endpoint.transport().failedBecause("parsing");
		endpoint.transport().timeout();
		endpoint.transport().retransmitted(3);
		endpoint.transport().roundTrip(Duration.ofMillis(40));
		assertThat(value("connections_active")).isOne();
		this.clock.add(Duration.ofMillis(30_500));
		c.close();
		assertThat(value("connections_total")).isOne();
		assertThat(value("connections_active")).isZero();
		assertThat(value("connection_duration_seconds_sum")).isEqualTo(30.5);
		assertThat(value("connection_handshake_duration_seconds_sum")).isEqualTo(0.015);
		assertThat(value("transport_sent_bytes_total")).isEqualTo(2048);
		assertThat(value("transport_sent_packets_total")).isOne();
		assertThat(value("transport_received_bytes_total")).isEqualTo(512);
		assertThat(value("transport_received_packets_total")).isOne();
		assertThat(value("transport_errors_total", "error=\"parsing\"")).isOne();
		assertThat(value("transport_timeouts_total")).isOne();
		assertThat(value("transport_retransmissions_total")).isEqualTo(3);
		assertThat(value("transport_rtt_seconds_sum")).isEqualTo(0.04);
	}

	@Test
	void recordsTheHopsOfJetStreamProto() {
		RouteNode node = endpoints("").transport().node("chain", "edge", "relay");
		node.latency(Duration.ofMillis(12));
		node.health(NodeHealth.HEALTHY);
		value("transport_hop_throughput_bps");
		node.passed(1000);
		this.clock.add(Duration.ofSeconds(2));
		assertThat(value("transport_hop_throughput_bps")).isEqualTo(4000);
		assertThat(value("transport_hop_latency_seconds_sum")).isEqualTo(0.012);
		assertThat(value("transport_hop_health")).isEqualTo(2);
	}

	@Test
	void recordsWhatJoyfulJayRecords() {
		MeteredEndpoint flows = endpoints("joyfuljay").server("capture", "tcp");
		flows.transport().received(140);
		for (String reason : new String[] { "timeout", "kafka" }) {
			flows.connections().opened().closedBecause(reason);
		}
		flows.connections().opened().close();
		flows.connections().opened().closedFor(Reason.RESET);
		flows.transport().failedBecause("extraction");
		flows.transport().failed(new IllegalStateException("no such feature"));
		assertThat(value("joyfuljay_transport_received_packets_total")).isOne();
		assertThat(value("joyfuljay_transport_received_bytes_total")).isEqualTo(140);
		assertThat(value("joyfuljay_connections_total")).isEqualTo(4);
		for (String reason : new String[] { "closed", "timeout", "reset", "kafka" }) {
			assertThat(value("joyfuljay_connections_closed_total", "reason=\"" + reason + "\"")).as(reason).isOne();
		}
		assertThat(value("joyfuljay_transport_errors_total", "error=\"extraction\"")).isOne();
		assertThat(value("joyfuljay_transport_errors_total")).isEqualTo(2);
	}

	@Test
	void showsActiveFlowsThatSomebodyElseCounts() {
		endpoints("").connections().watch("capture", "tcp", Role.SERVER, new ConnectionSource() {

			@Override
			public double active() {
				return 42;
			}

		});
		assertThat(value("connections_active", "endpoint=\"capture\"")).isEqualTo(42);
	}

	private Endpoints endpoints(String prefix) {
		Instruments instruments = new Instruments(this.registry, prefix);
		return new Endpoints(ConnectionMeters.in(instruments, Sampler.ALWAYS),
				TransportMeters.in(instruments, Sampler.ALWAYS));
	}

	private double value(String name, String... labels) {
		return this.registry.scrape()
			.lines()
			.filter((line) -> line.startsWith(name + "{") && Arrays.stream(labels).allMatch(line::contains))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
			.sum();
	}

}
