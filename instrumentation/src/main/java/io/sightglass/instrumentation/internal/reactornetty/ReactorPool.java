package io.sightglass.instrumentation.internal.reactornetty;

import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;

import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.connection.ConnectionSource;
import reactor.netty.http.client.HttpConnectionPoolMetrics;
import reactor.netty.resources.ConnectionPoolMetrics;

/**
 * The hosts of one pool, added up. HTTP/2 has a pool of streams over the one of
 * connections: it knows who waits, but its connections are counted below.
 */
final class ReactorPool implements ConnectionSource {

	private final boolean countsOpen;

	private final List<Host> hosts = new CopyOnWriteArrayList<>();

	private ConnectionMeters.Watch watch = ConnectionMeters.Watch.NONE;

	ReactorPool(boolean countsOpen) {
		this.countsOpen = countsOpen;
	}

	void add(String id, SocketAddress remote, ConnectionPoolMetrics metrics) {
		this.hosts.add(new Host(id, remote, metrics));
	}

	void shownBy(ConnectionMeters.Watch watch) {
		this.watch = watch;
	}

	// The oldest: a host that comes again may be there before its last pool has gone.
	boolean removeAndIsEmpty(String id, SocketAddress remote) {
		this.hosts.stream().filter((host) -> host.is(id, remote)).findFirst().ifPresent(this.hosts::remove);
		if (this.hosts.isEmpty()) {
			this.watch.close();
			return true;
		}
		return false;
	}

	@Override
	public double active() {
		return this.countsOpen ? connections(ConnectionPoolMetrics::allocatedSize) : UNKNOWN;
	}

	@Override
	public double limit() {
		return connections(ConnectionPoolMetrics::maxAllocatedSize);
	}

	@Override
	public double idle() {
		return sum(ConnectionPoolMetrics::idleSize);
	}

	@Override
	public double pending() {
		return sum(ConnectionPoolMetrics::pendingAcquireSize);
	}

	private double connections(ToIntFunction<ConnectionPoolMetrics> size) {
		return sum((metrics) -> (metrics instanceof HttpConnectionPoolMetrics) ? 0 : size.applyAsInt(metrics));
	}

	private double sum(ToIntFunction<ConnectionPoolMetrics> size) {
		return this.hosts.stream().mapToDouble((host) -> size.applyAsInt(host.metrics())).sum();
	}

	private record Host(String id, SocketAddress remote, ConnectionPoolMetrics metrics) {

		boolean is(String id, SocketAddress remote) {
			return this.id.equals(id) && this.remote.equals(remote);
		}

	}

}
