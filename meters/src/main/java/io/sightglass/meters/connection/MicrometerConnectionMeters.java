package io.sightglass.meters.connection;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.Handles;
import io.sightglass.meters.internal.OtherValues;
import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints by their bounded words.
 */
final class MicrometerConnectionMeters implements ConnectionMeters {

	private static final int MAX_ENDPOINTS = 100;

	private static final int MAX_PROTOCOLS = 20;

	private final Instruments instruments;

	private final BoundedValues names;

	private final BoundedValues protocols;

	private final Handles<Words, Endpoint> endpoints;

	private final Handles<Words, SourceGauges> watched;

	MicrometerConnectionMeters(Instruments instruments, Sampler durations) {
		this.instruments = instruments;
		Objects.requireNonNull(durations, "durations");
		this.names = new BoundedValues(MAX_ENDPOINTS, new OtherValues(instruments, ConnectionMeter.OPENED, "endpoint"));
		this.protocols = new BoundedValues(MAX_PROTOCOLS,
				new OtherValues(instruments, ConnectionMeter.OPENED, "protocol"));
		this.endpoints = new Handles<>(instruments.failures(), "connections",
				(words) -> new MicrometerEndpoint(new EndpointInstruments(instruments, durations, words.tags())),
				Endpoint.NONE);
		this.watched = new Handles<>((words) -> new SourceGauges(instruments, words.tags()));
	}

	@Override
	public Endpoint endpoint(String name, String protocol, Role role) {
		return this.endpoints.get(words(name, protocol, role));
	}

	@Override
	public Watch watch(String name, String protocol, Role role, ConnectionSource source) {
		SourceGauges watched = this.watched.get(words(name, protocol, role));
		this.instruments.failures().guard("connections", () -> watched.add(source));
		AtomicBoolean open = new AtomicBoolean(true);
		return () -> {
			if (open.compareAndSet(true, false)) {
				this.instruments.failures().guard("connections", () -> watched.remove(source));
			}
		};
	}

	private Words words(String name, String protocol, Role role) {
		return new Words(this.names.bound(name), this.protocols.bound(protocol), role);
	}

	private record Words(String name, String protocol, @Nullable Role role) {

		String[] tags() {
			return new String[] { this.name, this.protocol,
					(this.role != null) ? this.role.tag() : BoundedValues.NONE };
		}

	}

}
