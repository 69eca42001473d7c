package io.sightglass.meters.state;

import java.util.Collections;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.sightglass.meters.instrument.Instruments;
import org.jspecify.annotations.Nullable;

/**
 * The state in a registry.
 */
final class MicrometerStateMeters implements StateMeters {

	private static final String UNKNOWN = "unknown";

	private final Instruments instruments;

	private final SettableGauges health;

	private final SettableGauges leader;

	private final SettableGauges term;

	private final SettableGauges members;

	MicrometerStateMeters(Instruments instruments, Runnable looked) {
		this.instruments = instruments;
		Objects.requireNonNull(looked, "looked");
		onLook(instruments, looked);
		this.health = new SettableGauges(instruments, StateMeter.HEALTH, looked);
		this.leader = new SettableGauges(instruments, StateMeter.CLUSTER_LEADER, looked);
		this.term = new SettableGauges(instruments, StateMeter.CLUSTER_TERM, looked);
		this.members = new SettableGauges(instruments, StateMeter.CLUSTER_MEMBERS, looked);
	}

	// A meter without a measurement shows nothing, and tells of a look before there is
	// anything to see. Who reads it while it is registered, as limits do, only counts.
	private static void onLook(Instruments instruments, Runnable looked) {
		AtomicBoolean shown = new AtomicBoolean();
		Iterable<Measurement> none = () -> {
			if (shown.get()) {
				instruments.failures().guard("state", looked);
			}
			return Collections.emptyIterator();
		};
		instruments.failures()
			.guard("state",
					() -> Meter.builder("sightglass.state", Meter.Type.OTHER, none).register(instruments.registry()));
		shown.set(true);
	}

	@Override
	public void build(@Nullable String version, @Nullable String revision) {
		this.instruments.failures()
			.guard("state", () -> this.instruments.gauge(StateMeter.BUILD, this, (self) -> 1,
					(version != null) ? version : UNKNOWN, (revision != null) ? revision : UNKNOWN));
	}

	@Override
	public void health(String component, double value) {
		this.health.set(component, value);
	}

	@Override
	public void leader(String role, boolean leader) {
		this.leader.set(role, leader ? 1 : 0);
	}

	@Override
	public void term(String role, long term) {
		this.term.set(role, term);
	}

	@Override
	public void members(String type, long count) {
		this.members.set(type, count);
	}

}
