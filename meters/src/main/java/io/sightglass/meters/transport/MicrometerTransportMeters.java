package io.sightglass.meters.transport;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.Handles;
import io.sightglass.meters.internal.OtherValues;
import io.sightglass.meters.internal.Times;
import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints and nodes by their bounded words.
 */
final class MicrometerTransportMeters implements TransportMeters {

	private static final int MAX_ENDPOINTS = 100;

	private static final int MAX_KINDS = 20;

	private final Instruments instruments;

	private final BoundedValues names;

	private final BoundedValues protocols;

	private final BoundedValues routes;

	private final BoundedValues nodes;

	private final BoundedValues kinds;

	private final Handles<Words, Endpoint> endpoints;

	// A function counter holds what it asks only weakly.
	private final Handles<Words, ByteSources> watched;

	private final Handles<Words, RouteNode> routeNodes;

	MicrometerTransportMeters(Instruments instruments, Sampler sampler) {
		this.instruments = instruments;
		this.names = bounded(MAX_ENDPOINTS, TransportMeter.SENT, "endpoint");
		this.protocols = bounded(MAX_KINDS, TransportMeter.SENT, "protocol");
		this.routes = bounded(MAX_ENDPOINTS, TransportMeter.HOP_LATENCY, "route");
		this.nodes = bounded(MAX_ENDPOINTS, TransportMeter.HOP_LATENCY, "hop");
		this.kinds = bounded(MAX_KINDS, TransportMeter.HOP_LATENCY, "kind");
		Times times = new Times(instruments, sampler);
		this.endpoints = new Handles<>(instruments.failures(), "transport",
				(words) -> new MicrometerTransport(instruments, times, words.tags()), Endpoint.NONE);
		this.watched = new Handles<>((words) -> new ByteSources(instruments, words.tags()));
		this.routeNodes = new Handles<>(instruments.failures(), "transport",
				(words) -> new MicrometerRouteNode(instruments, times, words.tags()), RouteNode.NONE);
	}

	@Override
	public Endpoint endpoint(String name, String protocol, Role role) {
		return this.endpoints.get(words(name, protocol, role));
	}

	@Override
	public RouteNode node(String route, String node, String kind) {
		return this.routeNodes.get(new Words(this.routes.bound(route), this.nodes.bound(node), this.kinds.bound(kind)));
	}

	@Override
	public Watch watch(String name, String protocol, Role role, ByteSource source) {
		try {
			return this.watched.get(words(name, protocol, role)).add(source);
		}
		catch (Throwable ex) {
			this.instruments.failures().record("transport", ex);
			return Watch.NONE;
		}
	}

	private Words words(String name, String protocol, @Nullable Role role) {
		return new Words(this.names.bound(name), this.protocols.bound(protocol),
				(role != null) ? role.tag() : BoundedValues.NONE);
	}

	private BoundedValues bounded(int limit, TransportMeter meter, String tag) {
		return new BoundedValues(limit, new OtherValues(this.instruments, meter, tag));
	}

	private record Words(String first, String second, String third) {

		String[] tags() {
			return new String[] { this.first, this.second, this.third };
		}

	}

}
