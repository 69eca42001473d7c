package io.sightglass.instrumentation.socket;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.transport.TransportMeters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

class MeteredSocketTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Instruments instruments = new Instruments(this.registry);

	private final Endpoints endpoints = new Endpoints(ConnectionMeters.in(this.instruments, Sampler.ALWAYS),
			TransportMeters.in(this.instruments, Sampler.ALWAYS));

	private final MeteredSocketFactory clients = new MeteredSocketFactory(this.endpoints.client("caller", "tcp"));

	private ServerSocket server;

	@BeforeEach
	void listen() throws IOException {
		this.server = new MeteredServerSocketFactory(this.endpoints.server("intake", "tcp")).createServerSocket(0);
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
	}

	@Test
	void countsBytesAndConnectionsExactly() throws IOException {
		for (int i = 0; i < 10; i++) {
			try (Socket client = this.clients.createSocket("127.0.0.1", this.server.getLocalPort());
					Socket accepted = this.server.accept()) {
				client.getOutputStream().write(new byte[500]);
				accepted.getInputStream().readNBytes(500);
				accepted.getOutputStream().write(7);
				assertThat(client.getInputStream().read()).isEqualTo(7);
				assertThat(value("connections.active")).isEqualTo(2);
			}
		}
		assertThat(value("connections", "role", "client")).isEqualTo(10);
		assertThat(value("connections", "role", "server")).isEqualTo(10);
		assertThat(value("connections.active")).isZero();
		assertThat(value("connections.closed", "reason", "closed")).isEqualTo(20);
		assertThat(value("transport.sent", "role", "client")).isEqualTo(5000);
		assertThat(value("transport.sent.packets", "role", "client")).isEqualTo(10);
		assertThat(value("transport.received", "role", "server")).isEqualTo(5000);
		assertThat(value("transport.sent", "role", "server")).isEqualTo(10);
		assertThat(value("transport.received", "role", "client")).isEqualTo(10);
	}

	@Test
	void knowsRefusalsAndNamesWithoutAddress() throws IOException {
		int nobody = this.server.getLocalPort();
		this.server.close();
		assertThatIOException().isThrownBy(() -> this.clients.createSocket("127.0.0.1", nobody));
		assertThatExceptionOfType(UnknownHostException.class)
			.isThrownBy(() -> this.clients.createSocket("no-such-host.invalid", 1));
		assertThat(value("connections.failed", "reason", "refused")).isOne();
		assertThat(value("connections.failed", "reason", "unreachable")).isOne();
		assertThat(value("connections", "role", "client")).isZero();
	}

	@Test
	void knowsTimeoutsAndResets() throws IOException {
		try (Socket client = this.clients.createSocket("127.0.0.1", this.server.getLocalPort());
				Socket accepted = this.server.accept()) {
			client.setSoTimeout(20);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> client.getInputStream().read());
		}
		assertThat(value("connections.closed", "role", "client", "reason", "timeout")).isOne();
		assertThat(value("transport.timeouts", "role", "client")).isOne();
		try (Socket client = this.clients.createSocket("127.0.0.1", this.server.getLocalPort());
				Socket accepted = this.server.accept()) {
			accepted.setSoLinger(true, 0);
			accepted.close();
			assertThatIOException().isThrownBy(() -> client.getInputStream().read());
		}
		assertThat(value("connections.closed", "role", "client", "reason", "reset")).isOne();
		assertThat(value("transport.errors", "error", "reset")).isOne();
	}

	private double value(String name, String... tags) {
		double sum = 0;
		for (Meter meter : this.registry.find(name).tags(tags).meters()) {
			sum += meter.measure().iterator().next().getValue();
		}
		return sum;
	}

}
