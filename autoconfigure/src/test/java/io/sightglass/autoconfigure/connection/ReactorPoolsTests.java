package io.sightglass.autoconfigure.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.instrumentation.internal.reactornetty.ReactorPools;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.ReactorNettyConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

class ReactorPoolsTests {

	private final CompletableFuture<String> answer = new CompletableFuture<>();

	private final ChannelGroup peers = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

	private final List<DisposableServer> servers = new ArrayList<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false")
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, SightglassAutoConfiguration.class,
				ConnectionAutoConfiguration.class, TransportAutoConfiguration.class, EndpointAutoConfiguration.class,
				WebServerAutoConfiguration.class));

	private MeterRegistry registry = new SimpleMeterRegistry();

	@AfterEach
	void stop() {
		this.servers.forEach(DisposableServer::disposeNow);
	}

	@Test
	void showsASmallPoolThatQueuesWithAllItsHostsUnderOneName() {
		ReactorPools pools = pools();
		ConnectionProvider provider = ConnectionProvider.builder("partners")
			.maxConnections(2)
			.metrics(true, () -> pools)
			.build();
		WebClient client = client(new ReactorClientHttpConnector(HttpClient.create(provider)));
		CompletableFuture<?> first = ask(client, serve(HttpProtocol.HTTP11), 5);
		await(2, "connections.active", "partners");
		await(3, "connections.pending", "partners");
		assertThat(value("connections.idle", "partners")).isZero();
		assertThat(value("connections.limit", "partners")).isEqualTo(2);
		CompletableFuture<?> second = ask(client, serve(HttpProtocol.HTTP11), 3);
		await(4, "connections.active", "partners");
		await(4, "connections.pending", "partners");
		assertThat(value("connections.limit", "partners")).isEqualTo(4);
		this.answer.complete("hello");
		first.join();
		second.join();
		await(4, "connections.idle", "partners");
		assertThat(value("connections.pending", "partners")).isZero();
		provider.disposeLater().block(Duration.ofSeconds(20));
		assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
			.doesNotContain("connections.active", "connections.idle", "connections.limit", "connections.pending");
	}

	@Test
	void addsUpThePoolsThatHaveNoNameOfTheirOwnLeft() {
		ReactorPools pools = pools();
		int port = serve(HttpProtocol.HTTP11);
		this.answer.complete("hello");
		for (int i = 0; i < 60; i++) {
			ConnectionProvider provider = ConnectionProvider.builder("pool-" + i)
				.maxConnections(3)
				.metrics(true, () -> pools)
				.build();
			ask(client(new ReactorClientHttpConnector(HttpClient.create(provider))), port, 1).join();
		}
		await(10, "connections.active", "other");
		assertThat(this.registry.find("connections.limit").gauges()).hasSize(51);
		assertThat(value("connections.limit", "other")).isEqualTo(10 * 3);
	}

	@Test
	void countsTheConnectionsOfHttp2Once() {
		ReactorPools pools = pools();
		ConnectionProvider provider = ConnectionProvider.builder("multiplexed")
			.maxConnections(1)
			.metrics(true, () -> pools)
			.build();
		WebClient client = client(
				new ReactorClientHttpConnector(HttpClient.create(provider).protocol(HttpProtocol.H2C)));
		CompletableFuture<?> asked = ask(client, serve(HttpProtocol.H2C), 4);
		await(1, "connections.active", "multiplexed");
		assertThat(value("connections.limit", "multiplexed")).isEqualTo(1);
		this.answer.complete("hello");
		asked.join();
		await(0, "connections.pending", "multiplexed");
		await(1, "connections.idle", "multiplexed");
		assertThat(this.registry.find("connections.idle").gauges()).hasSize(1);
		provider.disposeLater().block(Duration.ofSeconds(20));
		assertThat(this.registry.find("connections.idle").meter()).isNull();
	}

	@Test
	void givesTheAutoConfiguredWebClientAPoolThatIsShown() {
		int port = serve(HttpProtocol.HTTP11);
		this.runner.run((context) -> {
			this.registry = context.getBean(MeterRegistry.class);
			WebClient client = client(context.getBean(ClientHttpConnector.class));
			CompletableFuture<?> asked = ask(client, port, 5);
			await(5, "connections.active", "web-client");
			await(5, () -> this.registry.get("connections").tag("endpoint", "web-client").counter().count());
			assertThat(value("connections.idle", "web-client")).isZero();
			assertThat(value("connections.pending", "web-client")).isZero();
			// As many as Reactor Netty's shared pool has.
			assertThat(value("connections.limit", "web-client")).isEqualTo(500);
			this.answer.complete("hello");
			asked.join();
			await(5, "connections.idle", "web-client");
			assertThat(value("connections.active", "web-client")).isEqualTo(5);
		});
		// The closed context took its pool with it, and only that.
		await(0, () -> (double) this.registry.find("connections.idle").gauges().size());
		await(0, "connections.active", "web-client");
	}

	// As in a servlet application, which lacks the module of Reactor's server.
	@Test
	void givesItOneWhereThereAreNoResourcesToTakeOneFrom() {
		this.answer.complete("hello");
		int port = serve(HttpProtocol.HTTP11);
		this.runner.withClassLoader(new FilteredClassLoader(ReactorNettyConfigurations.class)).run((context) -> {
			assertThat(context).doesNotHaveBean(ReactorResourceFactory.class);
			this.registry = context.getBean(MeterRegistry.class);
			ask(client(context.getBean(ClientHttpConnector.class)), port, 1).join();
			await(1, "connections.idle", "web-client");
			assertThat(value("connections.pending", "web-client")).isZero();
			assertThat(value("connections.limit", "web-client")).isEqualTo(500);
		});
		await(0, () -> (double) this.registry.find("connections.idle").gauges().size());
		await(0, "connections.active", "web-client");
	}

	@Test
	void givesItOneToEndWithTheApplicationWhereOnlyItsBytesAreMeasured() {
		this.answer.complete("hello");
		int port = serve(HttpProtocol.HTTP11);
		this.runner.withPropertyValues("sightglass.connections.enabled=false").run((context) -> {
			this.registry = context.getBean(MeterRegistry.class);
			ask(client(context.getBean(ClientHttpConnector.class)), port, 1).join();
			assertThat(this.registry.get("transport.sent").tag("endpoint", "web-client").meter()).isNotNull();
			assertThat(this.registry.find("connections.idle").meter()).isNull();
			assertThat(this.peers.size()).isOne();
		});
		await(0, () -> (double) this.peers.size());
	}

	@Test
	void leavesAPoolOfTheApplicationsOwnAlone() {
		ReactorResourceFactory own = new ReactorResourceFactory();
		own.setUseGlobalResources(false);
		this.runner.withBean(ReactorResourceFactory.class, () -> own).run((context) -> {
			this.registry = context.getBean(MeterRegistry.class);
			this.answer.complete("hello");
			ask(client(context.getBean(ClientHttpConnector.class)), serve(HttpProtocol.HTTP11), 1).join();
			assertThat(this.registry.get("connections").tag("endpoint", "web-client").counter().count()).isOne();
			assertThat(this.registry.find("connections.idle").meter()).isNull();
		});
	}

	private ReactorPools pools() {
		return new ReactorPools(ConnectionMeters.in(new Instruments(this.registry), Sampler.ALWAYS));
	}

	private int serve(HttpProtocol protocol) {
		DisposableServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.protocol(protocol)
			.channelGroup(this.peers)
			.handle((request, response) -> response.sendString(onItsLoop(request)))
			.bindNow();
		this.servers.add(server);
		return server.port();
	}

	// An answer that another thread sends may leave before the server has noted that it
	// does, and then the next request on that connection is lost.
	private Mono<String> onItsLoop(HttpServerRequest request) {
		AtomicReference<Executor> loop = new AtomicReference<>();
		request.withConnection((connection) -> loop.set(connection.channel().eventLoop()));
		return Mono.fromFuture(this.answer).publishOn(Schedulers.fromExecutor(Objects.requireNonNull(loop.get())));
	}

	private static WebClient client(ClientHttpConnector connector) {
		return WebClient.builder().clientConnector(connector).build();
	}

	private static CompletableFuture<?> ask(WebClient client, int port, int times) {
		List<CompletableFuture<String>> asked = new ArrayList<>();
		for (int i = 0; i < times; i++) {
			asked
				.add(client.get().uri("http://127.0.0.1:" + port + "/").retrieve().bodyToMono(String.class).toFuture());
		}
		return CompletableFuture.allOf(asked.toArray(new CompletableFuture<?>[0]));
	}

	private double value(String name, String endpoint) {
		return this.registry.find(name).tag("endpoint", endpoint).gauges().stream().mapToDouble(Gauge::value).sum();
	}

	private void await(double expected, String name, String endpoint) {
		await(expected, () -> value(name, endpoint));
	}

	private static void await(double expected, Supplier<Double> value) {
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (value.get() != expected && System.nanoTime() < deadline) {
			Thread.onSpinWait();
		}
		assertThat(value.get()).isEqualTo(expected);
	}

}
