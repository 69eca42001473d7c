package io.sightglass.instrumentation.internal.state;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import io.sightglass.meters.state.StateMeters;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * Asks Spring Cloud's discovery client for its services and their instances.
 *
 * <pre>
 * cluster_members{type="billing"} 3.0
 * </pre>
 */
public final class DiscoverySource implements StateSource {

	private final ShownMembers shown = new ShownMembers();

	private final StateMeters state;

	private final ObjectProvider<DiscoveryClient> clients;

	private final Duration interval;

	public DiscoverySource(StateMeters state, ObjectProvider<DiscoveryClient> clients, Duration interval) {
		this.state = state;
		this.clients = clients;
		this.interval = interval;
	}

	@Override
	public Collection<Question> questions() {
		return List.of(new Question("discovery", false, this.interval, this::ask, () -> {
		}));
	}

	private void ask() {
		// The composite one is first and knows what all the others know.
		DiscoveryClient client = this.clients.orderedStream().findFirst().orElse(null);
		if (client != null) {
			this.shown.show(client.getServices()
				.stream()
				.distinct()
				.collect(Collectors.toMap((service) -> service, (service) -> client.getInstances(service).size())),
					this.state);
		}
	}

}
