package io.sightglass.connection;

import java.util.concurrent.ConcurrentHashMap;

import io.sightglass.registry.Instruments;
import io.sightglass.registry.Folds;
import io.sightglass.sample.Sampler;
import io.sightglass.tag.BoundedValues;
import io.sightglass.tag.Role;

/**
 * Endpoints by their bounded words.
 */
final class MicrometerConnectionMeters implements ConnectionMeters {

	private static final int MAX_ENDPOINTS = 100;

	private static final int MAX_PROTOCOLS = 20;

	private final Instruments instruments;

	private final Sampler durations;

	private final BoundedValues names;

	private final BoundedValues protocols;

	private final ConcurrentHashMap<Words, Endpoint> endpoints = new ConcurrentHashMap<>();

	MicrometerConnectionMeters(Instruments instruments, Sampler durations) {
		this.instruments = instruments;
		this.durations = durations;
		this.names = new BoundedValues(MAX_ENDPOINTS, new Folds(instruments, ConnectionMeter.OPENED, "endpoint"));
		this.protocols = new BoundedValues(MAX_PROTOCOLS, new Folds(instruments, ConnectionMeter.OPENED, "protocol"));
	}

	@Override
	public Endpoint endpoint(String name, String protocol, Role role) {
		Words words = words(name, protocol, role);
		try {
			return this.endpoints.computeIfAbsent(words, (key) -> new MicrometerEndpoint(
					new EndpointInstruments(this.instruments, this.durations, words.tags())));
		}
		catch (Exception | LinkageError ex) {
			this.instruments.failures().record("connections", ex);
			return Endpoint.NONE;
		}
	}

	@Override
	public Watch watch(String name, String protocol, Role role, ConnectionSource source) {
		WatchedSource watched = new WatchedSource(this.instruments, source, words(name, protocol, role).tags());
		this.instruments.failures().guard("connections", watched::show);
		return watched;
	}

	private Words words(String name, String protocol, Role role) {
		return new Words(this.names.bound(name), this.protocols.bound(protocol), role);
	}

	private record Words(String name, String protocol, Role role) {

		String[] tags() {
			return new String[] { this.name, this.protocol, this.role.tag() };
		}

	}

}
