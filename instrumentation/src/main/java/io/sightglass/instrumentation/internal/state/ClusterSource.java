package io.sightglass.instrumentation.internal.state;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.sightglass.meters.state.ClusterState;
import io.sightglass.meters.state.StateMeters;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Asks every bean that knows something of the cluster.
 */
public final class ClusterSource implements StateSource {

	private final Map<ClusterState, ShownMembers> shown = new ConcurrentHashMap<>();

	private final StateMeters state;

	private final ObjectProvider<ClusterState> clusters;

	private final Duration interval;

	public ClusterSource(StateMeters state, ObjectProvider<ClusterState> clusters, Duration interval) {
		this.state = state;
		this.clusters = clusters;
		this.interval = interval;
	}

	@Override
	public Collection<Question> questions() {
		return this.clusters.orderedStream()
			.map((cluster) -> new Question("cluster " + System.identityHashCode(cluster), false, this.interval,
					() -> ask(cluster), () -> {
					}))
			.toList();
	}

	private void ask(ClusterState cluster) {
		for (ClusterState.Role role : cluster.roles()) {
			this.state.leader(role.name(), role.leader());
			if (role.term() >= 0) {
				this.state.term(role.name(), role.term());
			}
		}
		this.shown.computeIfAbsent(cluster, (key) -> new ShownMembers()).show(cluster.members(), this.state);
	}

}
