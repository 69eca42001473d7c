package io.sightglass.app.connection;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

import javax.net.ssl.SSLSocket;

import io.sightglass.app.load.Scenario;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.instrumentation.socket.MeteredSocketFactory;
import io.sightglass.meters.transport.TransportMeters;

import org.springframework.stereotype.Component;

/**
 * A client that comes, talks over TLS, asks again for what was lost, and leaves.
 */
@Component
class GatewayCaller implements Scenario {

	private static final int FRAMES = 20;

	private static final int PAYLOAD = 100;

	private static final int HANDSHAKE_MILLIS = 10_000;

	private static final int PATIENCE_MILLIS = 100;

	private static final int MAX_ATTEMPTS = 10;

	private final Gateway gateway;

	private final OwnCertificate certificate;

	private final MeteredSocketFactory sockets;

	private final TransportMeters.Endpoint transport;

	GatewayCaller(Gateway gateway, OwnCertificate certificate, Endpoints endpoints) {
		this.gateway = gateway;
		this.certificate = certificate;
		MeteredEndpoint endpoint = endpoints.client("gateway-caller", "tls");
		this.sockets = new MeteredSocketFactory(endpoint);
		this.transport = endpoint.transport();
	}

	@Override
	public Duration pause() {
		return Duration.ofMillis(500);
	}

	@Override
	public void play() throws IOException {
		int lost = 0;
		try (Socket wire = this.sockets.createSocket("127.0.0.1", this.gateway.port());
				SSLSocket tls = (SSLSocket) this.certificate.client()
					.createSocket(wire, "localhost", this.gateway.port(), true)) {
			tls.setSoTimeout(HANDSHAKE_MILLIS);
			tls.startHandshake();
			// Of an answer alone: a lost one is asked for again.
			tls.setSoTimeout(PATIENCE_MILLIS);
			DataOutputStream out = new DataOutputStream(tls.getOutputStream());
			DataInputStream in = new DataInputStream(tls.getInputStream());
			for (int number = 0; number < FRAMES; number++) {
				lost += ask(out, in, number);
			}
		}
		this.transport.loss((double) lost / (FRAMES + lost));
	}

	private int ask(DataOutputStream out, DataInputStream in, int number) throws IOException {
		for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
			long start = this.transport.startRoundTrip();
			out.writeInt(Integer.BYTES + 1 + PAYLOAD);
			out.writeInt(number);
			out.write(attempt);
			out.write(new byte[PAYLOAD]);
			out.flush();
			try {
				in.readFully(new byte[in.readInt()]);
				this.transport.stopRoundTrip(start);
				return attempt;
			}
			catch (SocketTimeoutException ex) {
				this.transport.retransmitted(1);
			}
		}
		throw new IOException("No answer to " + number);
	}

}
