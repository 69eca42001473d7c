package io.sightglass.autoconfigure.connection;

import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.ServerBuilder;
import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.instrumentation.grpc.GrpcClientFlow;
import io.sightglass.instrumentation.grpc.GrpcServerFlow;
import io.sightglass.meters.instrument.Instruments;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.client.GrpcChannelBuilderCustomizer;
import org.springframework.grpc.server.ServerBuilderCustomizer;

/**
 * The connections, calls in flight and message sizes of Boot's gRPC servers and channels,
 * as the endpoints {@code grpc} and {@code grpc-client}. Call timers are Boot's own.
 */
@AutoConfiguration(after = EndpointAutoConfiguration.class)
@ConditionalOnEnabled(value = "grpc", anyOf = { "connections", "transport" })
@ConditionalOnClass(Metadata.class)
@ConditionalOnBean({ Endpoints.class, Instruments.class })
public final class GrpcMetersAutoConfiguration {

	GrpcMetersAutoConfiguration() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ServerBuilder.class, ServerBuilderCustomizer.class })
	@ConditionalOnNeeds("gRPC servers")
	static class Servers {

		@Bean
		<T extends ServerBuilder<T>> ServerBuilderCustomizer<T> sightglassGrpcServers(Endpoints endpoints) {
			MeteredEndpoint endpoint = endpoints.server("grpc", "grpc");
			return (builder) -> GrpcServerFlow.meter(builder, endpoint);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ManagedChannelBuilder.class, GrpcChannelBuilderCustomizer.class })
	@ConditionalOnNeeds("gRPC clients")
	static class Clients {

		@Bean
		<T extends ManagedChannelBuilder<T>> GrpcChannelBuilderCustomizer<T> sightglassGrpcChannels(
				Endpoints endpoints) {
			MeteredEndpoint endpoint = endpoints.client("grpc-client", "grpc");
			return (target, builder) -> GrpcClientFlow.meter(builder, endpoint);
		}

	}

}
