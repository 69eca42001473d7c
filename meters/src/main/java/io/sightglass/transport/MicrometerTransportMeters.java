package io.sightglass.transport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.sightglass.registry.Instruments;
import io.sightglass.registry.Folds;
import io.sightglass.sample.Sampler;
import io.sightglass.tag.BoundedValues;
import io.sightglass.tag.Role;

/**
 * Endpoints and nodes by their bounded words.
 */
final class MicrometerTransportMeters implements TransportMeters {

	private static final int MAX_ENDPOINTS = 100;

	private static final int MAX_KINDS = 20;

	private final Instruments instruments;

	private final Times times;

	private final BoundedValues names;

	private final BoundedValues protocols;

	private final BoundedValues routes;

	private final BoundedValues nodes;

	private final BoundedValues kinds;

	private final ConcurrentHashMap<Words, Endpoint> endpointsByWords = new ConcurrentHashMap<>();

	// A function counter holds what it asks only weakly.
	private final Set<ByteSource> watched = ConcurrentHashMap.newKeySet();

	private final ConcurrentHashMap<Words, RouteNode> nodesByWords = new ConcurrentHashMap<>();

	MicrometerTransportMeters(Instruments instruments, Sampler sampler) {
		this.instruments = instruments;
		this.names = bounded(MAX_ENDPOINTS, TransportMeter.SENT, "endpoint");
		this.protocols = bounded(MAX_KINDS, TransportMeter.SENT, "protocol");
		this.routes = bounded(MAX_ENDPOINTS, TransportMeter.HOP_LATENCY, "route");
		this.nodes = bounded(MAX_ENDPOINTS, TransportMeter.HOP_LATENCY, "hop");
		this.kinds = bounded(MAX_KINDS, TransportMeter.HOP_LATENCY, "kind");
		this.times = new Times(sampler, instruments.registry().config().clock());
	}

	@Override
	public Endpoint endpoint(String name, String protocol, Role role) {
		Words words = new Words(this.names.bound(name), this.protocols.bound(protocol), role.tag());
		try {
			return this.endpointsByWords.computeIfAbsent(words,
					(key) -> new MicrometerTransport(this.instruments, this.times, key.tags()));
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			this.instruments.failures().record("transport", ex);
			return Endpoint.NONE;
		}
	}

	@Override
	public RouteNode node(String route, String node, String kind) {
		Words words = new Words(this.routes.bound(route), this.nodes.bound(node), this.kinds.bound(kind));
		try {
			return this.nodesByWords.computeIfAbsent(words,
					(key) -> new MicrometerRouteNode(this.instruments, this.times, key.tags()));
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			this.instruments.failures().record("transport", ex);
			return RouteNode.NONE;
		}
	}

	@Override
	public void watch(String name, String protocol, Role role, ByteSource source) {
		String[] tags = new Words(this.names.bound(name), this.protocols.bound(protocol), role.tag()).tags();
		this.watched.add(source);
		this.instruments.failures().guard("transport", () -> {
			this.instruments.functionCounter(TransportMeter.SENT, source, ByteSource::sent, tags);
			this.instruments.functionCounter(TransportMeter.RECEIVED, source, ByteSource::received, tags);
		});
	}

	private BoundedValues bounded(int limit, TransportMeter meter, String tag) {
		return new BoundedValues(limit, new Folds(this.instruments, meter, tag));
	}

	private record Words(String first, String second, String third) {

		String[] tags() {
			return new String[] { this.first, this.second, this.third };
		}

	}

}
