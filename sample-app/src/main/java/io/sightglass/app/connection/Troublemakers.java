package io.sightglass.app.connection;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

import javax.net.ssl.SSLSocket;

import io.sightglass.app.load.Scenario;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.socket.MeteredSocketFactory;

import org.springframework.stereotype.Component;

/**
 * Clients that cut off their handshake, break, idle out, or knock where nobody listens.
 */
@Component
class Troublemakers implements Scenario {

	private final Gateway gateway;

	private final OwnCertificate certificate;

	private final MeteredSocketFactory sockets;

	Troublemakers(Gateway gateway, OwnCertificate certificate, Endpoints endpoints) {
		this.gateway = gateway;
		this.certificate = certificate;
		this.sockets = new MeteredSocketFactory(endpoints.client("troublemaker", "tls"));
	}

	@Override
	public Duration pause() {
		return Duration.ofSeconds(2);
	}

	@Override
	public void play() throws IOException {
		cutOffTheHandshake();
		reset();
		idleOut();
		knockWhereNobodyListens();
	}

	private void cutOffTheHandshake() throws IOException {
		try (Socket wire = connect()) {
			wire.getOutputStream().write(new byte[] { 22, 3 });
		}
	}

	private void reset() throws IOException {
		try (Socket wire = connect(); SSLSocket tls = shakeHands(wire)) {
			wire.setSoLinger(true, 0);
			wire.close();
		}
	}

	private void idleOut() throws IOException {
		try (Socket wire = connect(); SSLSocket tls = shakeHands(wire)) {
			while (tls.getInputStream().read() >= 0) {
				// Says nothing until the gateway has had enough.
			}
		}
	}

	private void knockWhereNobodyListens() throws IOException {
		int nobody;
		try (ServerSocket gone = new ServerSocket(0)) {
			nobody = gone.getLocalPort();
		}
		this.sockets.createSocket("127.0.0.1", nobody).close();
	}

	private Socket connect() throws IOException {
		return this.sockets.createSocket("127.0.0.1", this.gateway.port());
	}

	private SSLSocket shakeHands(Socket wire) throws IOException {
		SSLSocket tls = (SSLSocket) this.certificate.client()
			.createSocket(wire, "localhost", this.gateway.port(), true);
		tls.startHandshake();
		return tls;
	}

}
