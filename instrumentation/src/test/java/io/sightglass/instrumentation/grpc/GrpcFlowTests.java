package io.sightglass.instrumentation.grpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.transport.TransportMeters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GrpcFlowTests {

	private static final MethodDescriptor<byte[], byte[]> ECHO = MethodDescriptor.<byte[], byte[]>newBuilder()
		.setType(MethodDescriptor.MethodType.UNARY)
		.setFullMethodName("test.Echo/Say")
		.setRequestMarshaller(new Bytes())
		.setResponseMarshaller(new Bytes())
		.build();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Instruments instruments = new Instruments(this.registry);

	private final Endpoints endpoints = new Endpoints(ConnectionMeters.in(this.instruments, Sampler.ALWAYS),
			TransportMeters.in(this.instruments, Sampler.ALWAYS));

	private final CountDownLatch patience = new CountDownLatch(1);

	private Server server;

	private ManagedChannel channel;

	@BeforeEach
	void start() throws IOException {
		NettyServerBuilder builder = NettyServerBuilder
			.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		builder.addService(ServerServiceDefinition.builder("test.Echo")
			.addMethod(ECHO, ServerCalls.asyncUnaryCall((request, response) -> {
				if (request.length == 0) {
					waitForEnd();
				}
				response.onNext(request);
				response.onCompleted();
			}))
			.build());
		GrpcServerFlow.meter(builder, this.endpoints.server("echo", "grpc"));
		this.server = builder.build().start();
		NettyChannelBuilder client = NettyChannelBuilder.forAddress("127.0.0.1", this.server.getPort()).usePlaintext();
		GrpcClientFlow.meter(client, this.endpoints.client("echo", "grpc"));
		this.channel = client.build();
	}

	@AfterEach
	void stop() throws InterruptedException {
		this.patience.countDown();
		this.channel.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
		this.server.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
	}

	@Test
	void countsMessagesBytesStreamsAndConnectionsOnBothSides() throws Exception {
		for (int i = 0; i < 10; i++) {
			assertThat(ClientCalls.blockingUnaryCall(this.channel, ECHO, CallOptions.DEFAULT, new byte[100]))
				.hasSize(100);
		}
		for (String role : new String[] { "client", "server" }) {
			await(10, "connection.stream.duration", role);
			await(0, "connection.streams.active", role);
			assertThat(value("connection.streams", role)).isEqualTo(10);
			assertThat(value("connections", role)).isOne();
			assertThat(value("connections.active", role)).isOne();
			await(10.0 * 100, "transport.sent", role);
			await(10.0 * 100, "transport.received", role);
			assertThat(value("transport.sent.packets", role)).isEqualTo(10);
			assertThat(value("transport.received.packets", role)).isEqualTo(10);
			assertThat(value("transport.errors", role)).isZero();
		}
		this.channel.shutdown().awaitTermination(20, TimeUnit.SECONDS);
		await(0, "connections.active", "client");
		await(0, "connections.active", "server");
	}

	@Test
	void countsADeadlineThatPassed() {
		assertThatExceptionOfType(StatusRuntimeException.class)
			.isThrownBy(() -> ClientCalls.blockingUnaryCall(this.channel, ECHO,
					CallOptions.DEFAULT.withDeadlineAfter(200, TimeUnit.MILLISECONDS), new byte[0]));
		// Which side sees the deadline, and which a cancelled stream, is a race of two
		// clocks.
		await(1, "transport.errors", "client");
		await(1, "transport.errors", "server");
		await(0, "connection.streams.active", "client");
	}

	private void waitForEnd() {
		try {
			this.patience.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void await(double expected, String name, String role) {
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (value(name, role) != expected && System.nanoTime() < deadline) {
			Thread.onSpinWait();
		}
		assertThat(value(name, role)).as(() -> name + " of the " + role + this.registry.getMetersAsString())
			.isEqualTo(expected);
	}

	private double value(String name, String role) {
		double sum = 0;
		for (Meter meter : this.registry.find(name).tag("role", role).meters()) {
			sum += meter.measure().iterator().next().getValue();
		}
		return sum;
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
