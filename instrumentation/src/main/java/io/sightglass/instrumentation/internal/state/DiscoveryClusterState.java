package io.sightglass.instrumentation.internal.state;

import java.util.Map;
import java.util.stream.Collectors;

import io.sightglass.meters.state.ClusterState;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * The services that Spring Cloud's discovery client knows, with their instances.
 *
 * <pre>
 * cluster_members{type="billing"} 3.0
 * </pre>
 */
public final class DiscoveryClusterState implements ClusterState {

	private final ObjectProvider<DiscoveryClient> clients;

	public DiscoveryClusterState(ObjectProvider<DiscoveryClient> clients) {
		this.clients = clients;
	}

	@Override
	public Map<String, Integer> members() {
		// The composite one is first and knows what all the others know.
		DiscoveryClient client = this.clients.orderedStream().findFirst().orElse(null);
		return (client == null) ? Map.of()
				: client.getServices()
					.stream()
					.distinct()
					.collect(Collectors.toMap((service) -> service, (service) -> client.getInstances(service).size()));
	}

}
