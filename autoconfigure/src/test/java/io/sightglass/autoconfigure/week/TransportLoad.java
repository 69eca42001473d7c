package io.sightglass.autoconfigure.week;

import java.net.SocketTimeoutException;
import java.time.Duration;

import io.sightglass.meters.instrument.ErrorKind;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.transport.RouteNode;
import io.sightglass.meters.transport.TransportMeters;

/**
 * Lines and routes that come and go, more of them than are kept apart.
 */
final class TransportLoad implements Load {

	private static final String PROTOCOL = "week";

	private static final String TAG = " protocol " + PROTOCOL;

	private final TransportMeters meters;

	private final Books books;

	TransportLoad(TransportMeters meters, Totals totals) {
		this.meters = meters;
		this.books = new Books(totals);
	}

	@Override
	public void turn(int turn) {
		String name = "line-" + turn % 130;
		TransportMeters.Endpoint line = this.meters.endpoint(name, PROTOCOL, Role.SERVER);
		line.sent(turn % 1000);
		line.received(turn % 700, 3);
		// What cannot be is a failure, and adds nothing.
		line.received(Long.MAX_VALUE, 0);
		this.books.one("sightglass.failures family transport");
		this.books.lookedUp("transport.sent", "endpoint", name);
		this.books.add(turn % 1000, "transport.sent" + TAG);
		this.books.add(turn % 700, "transport.received" + TAG);
		this.books.one("transport.sent.packets" + TAG);
		this.books.add(3, "transport.received.packets" + TAG);
		if (turn % 5 == 0) {
			line.failed(new SocketTimeoutException("as it should"));
			line.failedFor(ErrorKind.RESET);
			line.timeout();
			line.retransmitted(2);
			line.loss(0.5);
			this.books.one("transport.errors error timeout" + TAG);
			this.books.one("transport.errors error reset" + TAG);
			this.books.add(2, "transport.timeouts" + TAG);
			this.books.add(2, "transport.retransmissions" + TAG);
		}
		line.roundTrip(Duration.ofMillis(turn % 10));
		this.books.one("transport.rtt" + TAG);
		watch(turn);
		RouteNode node = this.meters.node("route-" + turn % 11, "node-" + turn % 120, PROTOCOL);
		node.latency(Duration.ofMillis(3));
		node.passed(100);
		this.books.one("transport.hop.latency kind " + PROTOCOL);
	}

	// One that somebody else counts for, and that is gone again.
	private void watch(int turn) {
		this.meters.watch("pool-" + turn % 3, PROTOCOL, Role.SERVER, new TransportMeters.ByteSource() {

			@Override
			public double sent() {
				return 3;
			}

			@Override
			public double received() {
				return 4;
			}

		}).close();
		this.books.add(3, "transport.sent" + TAG);
		this.books.add(4, "transport.received" + TAG);
	}

	@Override
	public int names() {
		return 1440;
	}

	@Override
	public void check() {
		this.books.check();
	}

}
