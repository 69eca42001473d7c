package io.sightglass.state;

import io.sightglass.registry.Instruments;
import org.jspecify.annotations.Nullable;

/**
 * The state in a registry.
 */
final class MicrometerStateMeters implements StateMeters {

	private static final String UNKNOWN = "unknown";

	private final Instruments instruments;

	private final ToldGauges health;

	private final ToldGauges leader;

	private final ToldGauges term;

	private final ToldGauges members;

	MicrometerStateMeters(Instruments instruments, Runnable looked) {
		this.instruments = instruments;
		this.health = new ToldGauges(instruments, StateMeter.HEALTH, looked);
		this.leader = new ToldGauges(instruments, StateMeter.CLUSTER_LEADER, looked);
		this.term = new ToldGauges(instruments, StateMeter.CLUSTER_TERM, looked);
		this.members = new ToldGauges(instruments, StateMeter.CLUSTER_MEMBERS, looked);
	}

	@Override
	public void build(@Nullable String version, @Nullable String revision) {
		this.instruments.failures()
			.guard("state", () -> this.instruments.gauge(StateMeter.BUILD, this, (self) -> 1,
					(version != null) ? version : UNKNOWN, (revision != null) ? revision : UNKNOWN));
	}

	@Override
	public void health(String component, double value) {
		this.health.tell(component, value);
	}

	@Override
	public void leader(String role, boolean leader) {
		this.leader.tell(role, leader ? 1 : 0);
	}

	@Override
	public void term(String role, long term) {
		this.term.tell(role, term);
	}

	@Override
	public void members(String type, long count) {
		this.members.tell(type, count);
	}

}
