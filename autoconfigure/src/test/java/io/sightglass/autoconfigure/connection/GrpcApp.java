package io.sightglass.autoconfigure.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcClientInterceptor;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.grpc.GrpcClientFlow;
import io.sightglass.instrumentation.grpc.GrpcServerFlow;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientObservationAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerObservationAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/**
 * An application with a gRPC server and channels to it and to elsewhere.
 */
final class GrpcApp implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final List<ManagedChannel> channels = new CopyOnWriteArrayList<>();

	GrpcApp(Class<?>... more) {
		this.context = new SpringApplicationBuilder(Configured.class).sources(more)
			.web(WebApplicationType.NONE)
			.properties("management.metrics.use-global-registry=false", "spring.grpc.server.port=0",
					"spring.main.banner-mode=off", "spring.jmx.enabled=false")
			.run();
	}

	MeterRegistry registry() {
		return this.context.getBean(MeterRegistry.class);
	}

	String here() {
		return "127.0.0.1:" + port();
	}

	int port() {
		return this.context.getBean(GrpcServerLifecycle.class).getPort();
	}

	ManagedChannel channel(String target) {
		return keep(this.context.getBean(GrpcChannelFactory.class).createChannel(target));
	}

	// With all that Boot's own would have.
	ManagedChannel tls(String target, UnaryOperator<NettyChannelBuilder> settings) {
		NettyChannelBuilder builder = NettyChannelBuilder.forTarget(target)
			.intercept(this.context.getBean(ObservationGrpcClientInterceptor.class));
		GrpcClientFlow.meter(builder, this.context.getBean(Endpoints.class).client("grpc-client", "grpc"));
		return keep(settings.apply(builder.useTransportSecurity()).build());
	}

	private ManagedChannel keep(ManagedChannel channel) {
		this.channels.add(channel);
		return channel;
	}

	// One that a test may shut down, with the meters of the application's own.
	Server anotherServer(UnaryOperator<NettyServerBuilder> settings) throws IOException {
		NettyServerBuilder builder = settings.apply(NettyServerBuilder.forPort(0).addService(GrpcCall.service()));
		GrpcServerFlow.meter(builder, this.context.getBean(Endpoints.class).server("grpc", "grpc"));
		return builder.build().start();
	}

	void end(ManagedChannel channel) throws InterruptedException {
		channel.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
		this.channels.remove(channel);
	}

	@Override
	public void close() throws InterruptedException {
		for (ManagedChannel channel : this.channels) {
			end(channel);
		}
		this.context.close();
	}

	/**
	 * What stands between a client and its server, to break their connection.
	 */
	static final class Between implements AutoCloseable {

		private final ServerSocket here = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

		private final List<Socket> ends = new CopyOnWriteArrayList<>();

		private final int there;

		Between(int there) throws IOException {
			this.there = there;
			start(() -> {
				Socket client = this.here.accept();
				Socket server = new Socket(InetAddress.getLoopbackAddress(), this.there);
				this.ends.addAll(List.of(client, server));
				start(() -> pass(client.getInputStream(), server.getOutputStream()));
				pass(server.getInputStream(), client.getOutputStream());
			});
		}

		int port() {
			return this.here.getLocalPort();
		}

		void reset() throws IOException {
			for (Socket end : this.ends) {
				if (!end.isClosed()) {
					end.setSoLinger(true, 0);
					end.close();
				}
			}
		}

		@Override
		public void close() throws IOException {
			this.here.close();
			reset();
		}

		private static void pass(InputStream from, OutputStream to) throws IOException {
			byte[] buffer = new byte[8192];
			for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
				to.write(buffer, 0, read);
			}
		}

		private static void start(Step step) {
			Thread thread = new Thread(() -> {
				try {
					step.run();
				}
				catch (IOException ignored) {
					// The test has broken it.
				}
			}, "between");
			thread.setDaemon(true);
			thread.start();
		}

		private interface Step {

			void run() throws IOException;

		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MetricsAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class,
			CompositeMeterRegistryAutoConfiguration.class, ObservationAutoConfiguration.class,
			SslAutoConfiguration.class, GrpcServerAutoConfiguration.class, GrpcServerObservationAutoConfiguration.class,
			GrpcClientAutoConfiguration.class, GrpcClientObservationAutoConfiguration.class,
			SightglassAutoConfiguration.class, ConnectionAutoConfiguration.class, TransportAutoConfiguration.class,
			EndpointAutoConfiguration.class, GrpcMetersAutoConfiguration.class })
	static class Configured {

		@Bean
		BindableService endings() {
			return GrpcCall::service;
		}

	}

}
