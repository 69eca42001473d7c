package io.sightglass.autoconfigure.connection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.autoconfigure.Scraped;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.grpc.client.GrpcChannelBuilderCustomizer;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.grpc.server.ServerBuilderCustomizer;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

import static org.assertj.core.api.Assertions.assertThat;

class GrpcMetersAutoConfigurationTests {

	private static final MethodDescriptor<byte[], byte[]> ECHO = MethodDescriptor.<byte[], byte[]>newBuilder()
		.setType(MethodDescriptor.MethodType.UNARY)
		.setFullMethodName("test.Echo/Say")
		.setRequestMarshaller(new Bytes())
		.setResponseMarshaller(new Bytes())
		.build();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false", "spring.grpc.server.port=0")
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				PrometheusMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				SslAutoConfiguration.class, GrpcServerAutoConfiguration.class, GrpcClientAutoConfiguration.class,
				SightglassAutoConfiguration.class, ConnectionAutoConfiguration.class, TransportAutoConfiguration.class,
				EndpointAutoConfiguration.class, GrpcMetersAutoConfiguration.class));

	@Test
	void metersTheServerAndTheChannelsOfBoot() {
		BindableService echo = () -> ServerServiceDefinition.builder("test.Echo")
			.addMethod(ECHO, ServerCalls.asyncUnaryCall((request, response) -> {
				response.onNext(request);
				response.onCompleted();
			}))
			.build();
		this.runner.withBean("echo", BindableService.class, () -> echo).run((context) -> {
			int port = context.getBean(GrpcServerLifecycle.class).getPort();
			ManagedChannel channel = context.getBean(GrpcChannelFactory.class).createChannel("127.0.0.1:" + port);
			for (int i = 0; i < 5; i++) {
				ClientCalls.blockingUnaryCall(channel, ECHO, CallOptions.DEFAULT, new byte[64]);
			}
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			for (String endpoint : new String[] { "grpc", "grpc-client" }) {
				await(registry, "transport_sent_bytes_total", endpoint, 5 * 64);
				await(registry, "transport_received_bytes_total", endpoint, 5 * 64);
				await(registry, "transport_sent_packets_total", endpoint, 5);
				await(registry, "transport_received_packets_total", endpoint, 5);
				await(registry, "connections_total", endpoint, 1);
				await(registry, "connections_active", endpoint, 1);
				await(registry, "connection_streams_total", endpoint, 5);
				await(registry, "connection_streams_active", endpoint, 0);
			}
			channel.shutdown().awaitTermination(20, TimeUnit.SECONDS);
			for (String endpoint : new String[] { "grpc", "grpc-client" }) {
				await(registry, "connections_closed_total", endpoint, 1);
				await(registry, "connections_active", endpoint, 0);
			}
		});
	}

	@Test
	void backsOffWithSightglass() {
		this.runner.withPropertyValues("sightglass.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("sightglassGrpcServers")
				.doesNotHaveBean("sightglassGrpcChannels"));
	}

	@Test
	void needsNoGrpc() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(ConnectionAutoConfiguration.class, TransportAutoConfiguration.class,
							EndpointAutoConfiguration.class, GrpcMetersAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(ServerBuilderCustomizer.class, GrpcChannelBuilderCustomizer.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("sightglassGrpcServers"));
	}

	private static void await(MeterRegistry registry, String name, String endpoint, double expected) {
		String label = "endpoint=\"" + endpoint + "\"";
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (Scraped.value(registry, name, label) != expected && System.nanoTime() < deadline) {
			Thread.onSpinWait();
		}
		assertThat(Scraped.value(registry, name, label)).as(name + " of " + endpoint).isEqualTo(expected);
	}

	private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

		@Override
		public InputStream stream(byte[] value) {
			return new ByteArrayInputStream(value);
		}

		@Override
		public byte[] parse(InputStream stream) {
			try {
				return stream.readAllBytes();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
