package io.sightglass.instrumentation.netty;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.sightglass.meters.transport.TransportMeters;
import org.jspecify.annotations.Nullable;

/**
 * Asks the kernel for the round-trip time and the retransmissions of one connection, at
 * most once a second and once more before it is closed.
 */
final class TcpInfoProbe {

	private static final long INTERVAL = 1_000_000_000L;

	private final EpollSocketChannel channel;

	private final TransportMeters.Endpoint transport;

	private final EpollTcpInfo info = new EpollTcpInfo();

	private long lookedAt = System.nanoTime() - INTERVAL;

	private long retransmissions;

	private TcpInfoProbe(EpollSocketChannel channel, TransportMeters.Endpoint transport) {
		this.channel = channel;
		this.transport = transport;
	}

	static @Nullable TcpInfoProbe of(Channel channel, TransportMeters.Endpoint transport) {
		return (channel instanceof EpollSocketChannel epoll) ? new TcpInfoProbe(epoll, transport) : null;
	}

	void lookIfDue() {
		if (System.nanoTime() - this.lookedAt >= INTERVAL) {
			look();
		}
	}

	void look() {
		this.lookedAt = System.nanoTime();
		if (!this.channel.isOpen()) {
			return;
		}
		try {
			this.channel.tcpInfo(this.info);
		}
		catch (ChannelException ignored) {
			// It was closed under our hands.
			return;
		}
		if (this.info.rtt() > 0) {
			this.transport.roundTrip(Duration.of(this.info.rtt(), ChronoUnit.MICROS));
		}
		long total = this.info.totalRetrans();
		this.transport.retransmitted(total - this.retransmissions);
		this.retransmissions = total;
	}

}
