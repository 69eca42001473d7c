package io.sightglass.connection;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

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

	private final ConcurrentHashMap<Words, WatchedSources> watched = new ConcurrentHashMap<>();

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
		catch (Exception | LinkageError | StackOverflowError ex) {
			this.instruments.failures().record("connections", ex);
			return Endpoint.NONE;
		}
	}

	@Override
	public Watch watch(String name, String protocol, Role role, ConnectionSource source) {
		WatchedSources watched = this.watched.computeIfAbsent(words(name, protocol, role),
				(words) -> new WatchedSources(this.instruments, words.tags()));
		this.instruments.failures().guard("connections", () -> watched.add(source));
		AtomicBoolean open = new AtomicBoolean(true);
		return () -> {
			if (open.compareAndSet(true, false)) {
				watched.remove(source);
			}
		};
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
