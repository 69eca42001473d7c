package io.sightglass.meters.state;

import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.MeterSpec;

/**
 * The meters of what the application is.
 */
public enum StateMeter implements CatalogueMeter {

	/** Which build runs, in the tags of {@code build_info}. */
	BUILD(MeterSpec.gauge("build.info", "Always 1; the tags say which build runs.", "version", "revision")),

	/** Health by component, {@code health_status}. */
	HEALTH(MeterSpec.gauge("health.status", "Health: 1 up, 0.5 unknown, 0.25 out of service, 0 down.", "component")),

	/** Whether this instance leads a role, {@code cluster_leader}. */
	CLUSTER_LEADER(
			MeterSpec.gauge("cluster.leader", "1 where this instance leads the role, 0 where it does not.", "role")),

	/** The term of a role's election, {@code cluster_term}. */
	CLUSTER_TERM(MeterSpec.gauge("cluster.term", "Current term or epoch of the role's election.", "role")),

	/** Members of the cluster by type, {@code cluster_members}. */
	CLUSTER_MEMBERS(
			MeterSpec.gauge("cluster.members", "Members of the cluster or services registered, by type.", "type"));

	private final MeterSpec spec;

	StateMeter(MeterSpec spec) {
		this.spec = spec;
	}

	@Override
	public MeterSpec spec() {
		return this.spec;
	}

}
