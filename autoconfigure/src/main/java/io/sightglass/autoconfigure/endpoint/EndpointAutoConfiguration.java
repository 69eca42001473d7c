package io.sightglass.autoconfigure.endpoint;

import io.sightglass.autoconfigure.ConditionalOnFamily;
import io.sightglass.autoconfigure.connection.ConnectionAutoConfiguration;
import io.sightglass.autoconfigure.transport.TransportAutoConfiguration;
import io.sightglass.connection.ConnectionMeters;
import io.sightglass.endpoint.Endpoints;
import io.sightglass.transport.TransportMeters;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * The endpoints that adapters and users meter by name, in both families.
 */
@AutoConfiguration(after = { ConnectionAutoConfiguration.class, TransportAutoConfiguration.class })
@ConditionalOnFamily
public final class EndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Endpoints sightglassEndpoints(ConnectionMeters connections, TransportMeters transport) {
		return new Endpoints(connections, transport);
	}

}
