package io.sightglass.autoconfigure.connection;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.docs.EndingsPage;
import io.sightglass.instrumentation.internal.reactornetty.ReactorPools;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientObservationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a WebClient's requests end, on Boot's builder over Reactor Netty.
 */
class WebClientEndingsTests {

	private static final String CLIENT = "web-client";

	private static ConfigurableApplicationContext context;

	private static DisposableServer http;

	private static DisposableServer http2;

	private static EndpointLedger ledger;

	private static long requests;

	@BeforeAll
	static void start() {
		context = new SpringApplicationBuilder(Configured.class).web(WebApplicationType.NONE)
			.properties("management.metrics.use-global-registry=false", "spring.main.banner-mode=off",
					"spring.jmx.enabled=false")
			.run();
		http = Peers.serve(HttpProtocol.HTTP11);
		http2 = Peers.serve(HttpProtocol.H2C);
		ledger = new EndpointLedger(context.getBean(MeterRegistry.class));
	}

	@AfterAll
	static void stop() {
		ledger.check();
		context.close();
		http.disposeNow();
		http2.disposeNow();
	}

	@ParameterizedTest
	@EnumSource
	void countsOnceAsWhatItWas(Ending ending) throws Exception {
		String outcome = ending.run.end();
		assertThat(outcome).isEqualTo(ending.outcome);
		ledger.expectAll(CLIENT, ending.counts);
		ledger.check();
		assertThat(pending()).isZero();
		long expected = requests;
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> timed() == expected);
	}

	@Test
	void standOnThePage() throws Exception {
		EndingsPage.check("HTTP clients", Ending.values());
	}

	private static double pending() {
		return context.getBean(MeterRegistry.class)
			.find("connections.pending")
			.gauges()
			.stream()
			.mapToDouble(Gauge::value)
			.sum();
	}

	private static long timed() {
		return context.getBean(MeterRegistry.class)
			.find("http.client.requests")
			.timers()
			.stream()
			.mapToLong(Timer::count)
			.sum();
	}

	private static WebClient client() {
		requests++;
		return context.getBean(WebClient.Builder.class).build();
	}

	private static String get(WebClient client, String uri) {
		try {
			return String.valueOf(client.get()
				.uri(uri)
				.retrieve()
				.toBodilessEntity()
				.map((entity) -> entity.getStatusCode().value())
				.block(Duration.ofSeconds(20)));
		}
		catch (Exception ex) {
			Throwable cause = ex;
			while (cause.getCause() != null && cause.getCause() != cause) {
				cause = cause.getCause();
			}
			return cause.getClass().getSimpleName();
		}
	}

	private static String cancelled(DisposableServer server, WebClient client) {
		using(server, client, () -> {
		});
		return "";
	}

	// While it reads what never ends.
	private static void using(DisposableServer server, WebClient client, Runnable meanwhile) {
		List<String> events = new CopyOnWriteArrayList<>();
		Disposable reading = client.get()
			.uri("http://127.0.0.1:" + server.port() + "/stream")
			.retrieve()
			.bodyToFlux(String.class)
			.subscribe(events::add);
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !events.isEmpty());
		meanwhile.run();
		reading.dispose();
	}

	private static WebClient client(UnaryOperator<ReactorClientHttpConnectorBuilder> settings) {
		ReactorClientHttpConnectorBuilder builder = (ReactorClientHttpConnectorBuilder) context
			.getBean(ClientHttpConnectorBuilder.class);
		requests++;
		return context.getBean(WebClient.Builder.class).clientConnector(settings.apply(builder).build()).build();
	}

	private static WebClient h2c() {
		return client((builder) -> builder.withHttpClientCustomizer((http) -> http.protocol(HttpProtocol.H2C)));
	}

	private static WebClient impatient() {
		return client(
				(builder) -> builder.withHttpClientCustomizer((http) -> http.responseTimeout(Duration.ofMillis(100))));
	}

	// Of one connection, which is in use.
	private static String exhausted(ConnectionProvider.Builder pool) {
		ReactorPools pools = context.getBean(ReactorPools.class);
		ConnectionProvider provider = pool.maxConnections(1).metrics(true, () -> pools).build();
		try {
			WebClient client = client((builder) -> builder.withHttpClientFactory(() -> HttpClient.create(provider)));
			List<String> outcome = new ArrayList<>();
			using(http, client, () -> {
				requests++;
				outcome.add(get(client, "http://127.0.0.1:" + http.port() + "/"));
				Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> pending() == 0);
			});
			return outcome.get(0);
		}
		finally {
			provider.disposeLater().block(Duration.ofSeconds(20));
		}
	}

	private static String broken(String answer, boolean reset) throws IOException {
		try (ServerSocket peer = Peers.thatBreaksOff(answer, reset)) {
			return get(client(), "http://127.0.0.1:" + peer.getLocalPort() + "/");
		}
	}

	@SuppressWarnings("ImmutableEnumChecker")
	enum Ending implements EndingsPage.Row {

		SUCCESS("in order", "200", "", () -> get(client(), "http://127.0.0.1:" + http.port() + "/")),

		FAILURE("a failure of the server's", "InternalServerError", "",
				() -> get(client(), "http://127.0.0.1:" + http.port() + "/fail")),

		REFUSED("refused", "ConnectException", "errors{refused}, failed{refused}",
				() -> get(client(), "http://127.0.0.1:1/")),

		UNKNOWN_HOST("an unknown host", "DnsErrorCauseException", "errors{unreachable}, failed{unreachable}",
				() -> get(client(), "http://nowhere.invalid/")),

		HANDSHAKE("a TLS handshake that fails", "NotSslRecordException", "errors{tls}, closed{handshake}",
				() -> get(client(), "https://127.0.0.1:" + http.port() + "/")),

		CUT_BEFORE("the server ends the connection before it answers", "PrematureCloseException", "errors{closed}",
				() -> broken("", false)),

		CUT_SHORT("the answer is cut short", "PrematureCloseException", "errors{closed}",
				() -> broken("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", false)),

		RESET("the connection is reset", "NativeIoException", "errors{reset}, closed{reset}",
				() -> broken("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", true)),

		TIMEOUT("the answer takes too long", "ReadTimeoutException", "errors{timeout}, closed{timeout}",
				() -> get(impatient(), "http://127.0.0.1:" + http.port() + "/never")),

		CANCELLED("cancelled in the middle of an answer", "", "", () -> cancelled(http, client())),

		POOL_TIMEOUT("it waits for too long for a connection of a full pool", "PoolAcquireTimeoutException", "",
				() -> exhausted(ConnectionProvider.builder("full").pendingAcquireTimeout(Duration.ofMillis(50)))),

		POOL_FULL("too many wait for a connection of a full pool", "PoolAcquirePendingLimitException", "",
				() -> exhausted(ConnectionProvider.builder("full").pendingAcquireMaxCount(0))),

		STREAM("in order, over HTTP/2", "200", "streams", () -> get(h2c(), "http://127.0.0.1:" + http2.port() + "/")),

		STREAM_RESET("the server resets the stream, over HTTP/2", "PrematureCloseException", "streams, errors{closed}",
				() -> get(h2c(), "http://127.0.0.1:" + http2.port() + "/broken")),

		STREAM_CANCELLED("cancelled in the middle of an answer, over HTTP/2", "", "streams",
				() -> cancelled(http2, h2c()));

		private final String words;

		private final String outcome;

		private final String counts;

		private final Run run;

		Ending(String words, String outcome, String counts, Run run) {
			this.words = words;
			this.outcome = outcome;
			this.counts = counts;
			this.run = run;
		}

		@Override
		public String ending() {
			return this.words;
		}

		@Override
		public String countsAs() {
			return EndpointLedger.words(this.counts);
		}

		private interface Run {

			String end() throws Exception;

		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MetricsAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class,
			CompositeMeterRegistryAutoConfiguration.class, ObservationAutoConfiguration.class,
			ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
			WebClientObservationAutoConfiguration.class, SightglassAutoConfiguration.class,
			ConnectionAutoConfiguration.class, TransportAutoConfiguration.class, EndpointAutoConfiguration.class,
			WebServerAutoConfiguration.class })
	static class Configured {

	}

}
