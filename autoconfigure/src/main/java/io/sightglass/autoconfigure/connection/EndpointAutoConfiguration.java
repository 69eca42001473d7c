package io.sightglass.autoconfigure.connection;

import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.internal.server.ServerNames;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.transport.TransportMeters;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * The endpoints that adapters and users meter by name, in both families.
 */
@AutoConfiguration(after = { ConnectionAutoConfiguration.class, TransportAutoConfiguration.class })
public final class EndpointAutoConfiguration {

	EndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	Endpoints sightglassEndpoints(ObjectProvider<ConnectionMeters> connections,
			ObjectProvider<TransportMeters> transport) {
		return new Endpoints(connections.getIfAvailable(() -> ConnectionMeters.NONE),
				transport.getIfAvailable(() -> TransportMeters.NONE));
	}

	@Bean
	@ConditionalOnMissingBean
	ServerNames sightglassServerNames() {
		return new ServerNames();
	}

}
