package io.sightglass.app.pipeline;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.sightglass.meters.state.ClusterState;

import org.springframework.stereotype.Component;

/**
 * The cluster of one that the sample application is.
 */
@Component
class ShopCluster implements ClusterState {

	@Override
	public Collection<Role> roles() {
		return List.of(new Role("ledger", true, 1));
	}

	@Override
	public Map<String, Integer> members() {
		return Map.of("shop", 1);
	}

}
