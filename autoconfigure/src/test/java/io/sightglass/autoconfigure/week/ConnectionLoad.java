package io.sightglass.autoconfigure.week;

import java.net.ConnectException;

import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.connection.ConnectionSource;
import io.sightglass.meters.connection.OpenConnection;
import io.sightglass.meters.connection.OpenStream;
import io.sightglass.meters.connection.Reason;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.instrument.Role;

/**
 * Peers that come and go, more of them than are kept apart, and whose connections end in
 * every way or are forgotten.
 */
final class ConnectionLoad implements Load {

	private static final String PROTOCOL = "week";

	private static final String TAG = " protocol " + PROTOCOL;

	private final ConnectionMeters meters;

	private final Books books;

	ConnectionLoad(ConnectionMeters meters, Totals totals) {
		this.meters = meters;
		this.books = new Books(totals);
	}

	@Override
	public void turn(int turn) {
		String name = "peer-" + turn % 150;
		ConnectionMeters.Endpoint peer = this.meters.endpoint(name, PROTOCOL, Role.CLIENT);
		peer.attemptFailed(new ConnectException("as it should"));
		this.books.one("connections.failed reason refused" + TAG);
		this.books.lookedUp("connections", "endpoint", name);
		this.books.one("connections" + TAG);
		OpenConnection connection = peer.opened();
		connection.handshaken((turn % 3 == 0) ? Outcome.ERROR : Outcome.SUCCESS);
		this.books.one("connection.handshakes outcome " + ((turn % 3 == 0) ? "error" : "success") + TAG);
		stream(connection.stream(), turn);
		stream(peer.stream(), turn + 3);
		this.books.add(2, "connection.streams" + TAG);
		this.books.one("connections.closed" + TAG);
		end(connection, turn);
		try (ConnectionMeters.Watch watch = this.meters.watch("pool-" + turn % 3, PROTOCOL, Role.CLIENT,
				new FixedSource())) {
			this.books.add(0, "connections.closed reason abandoned" + TAG);
		}
	}

	private static void stream(OpenStream stream, int turn) {
		// The others are forgotten.
		if (turn % 7 != 0) {
			stream.close();
		}
	}

	private void end(OpenConnection connection, int turn) {
		switch (turn % 6) {
			case 0 -> connection.done();
			case 1 -> connection.failed(new ConnectException("as it should"));
			case 2 -> connection.cancelled();
			// More names than one endpoint takes.
			case 3 -> connection.closedBecause("own-" + turn % 90);
			case 4 -> connection.closedFor(Reason.HALF_CLOSED);
			default -> {
				// Forgotten.
			}
		}
		String reason = switch (turn % 6) {
			case 0 -> "closed";
			case 1 -> "refused";
			case 2 -> "cancelled";
			case 4 -> "half_closed";
			case 5 -> "abandoned";
			default -> "";
		};
		if (!reason.isEmpty()) {
			this.books.one("connections.closed reason " + reason + TAG);
		}
	}

	@Override
	public int names() {
		return 1800;
	}

	@Override
	public void check() {
		this.books.check();
		this.books.checkLevel("connections.active", 0, "protocol", PROTOCOL);
		this.books.checkLevel("connection.streams.active", 0, "protocol", PROTOCOL);
		this.books.checkLevel("connections.limit", 0, "protocol", PROTOCOL);
	}

	private static final class FixedSource implements ConnectionSource {

		@Override
		public double limit() {
			return 7;
		}

	}

}
