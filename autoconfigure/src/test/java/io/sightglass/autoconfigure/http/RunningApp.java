package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application on a real server, asked over real sockets.
 */
final class RunningApp implements AutoCloseable {

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	private final ConcurrentLinkedQueue<MutableSpan> spans = new ConcurrentLinkedQueue<>();

	private final ConfigurableApplicationContext context;

	RunningApp(Server server, String... properties) {
		this(server, new Class<?>[0], properties);
	}

	RunningApp(Server server, Class<?>[] more, String... properties) {
		List<String> all = new ArrayList<>(
				List.of("server.port=0", "server.address=127.0.0.1", "management.metrics.use-global-registry=false",
						"management.tracing.sampling.probability=1", "management.endpoints.web.exposure.include=*",
						"spring.main.banner-mode=off", "server.compression.enabled=true", "spring.jmx.enabled=false",
						"spring.autoconfigure.exclude=" + server.others()));
		all.addAll(List.of(properties));
		SpringApplicationBuilder builder = new SpringApplicationBuilder(server.app(), BraveTracing.class).sources(more)
			.web(server.isReactive() ? WebApplicationType.REACTIVE : WebApplicationType.SERVLET)
			.initializers((context) -> context.getBeanFactory().registerSingleton("timings", spanHandler()))
			.properties(all.toArray(String[]::new));
		this.context = builder.run();
	}

	private SpanHandler spanHandler() {
		return new SpanHandler() {
			@Override
			public boolean end(TraceContext context, MutableSpan span, Cause cause) {
				// Brave also tells of those that nobody ended and the collector found.
				return cause != Cause.FINISHED || RunningApp.this.spans.add(span);
			}
		};
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	URI uri(String path) {
		return URI.create("http://127.0.0.1:" + port() + path);
	}

	HttpResponse<byte[]> get(String path) {
		return send(HttpRequest.newBuilder(uri(path)));
	}

	HttpResponse<byte[]> send(HttpRequest.Builder request) {
		try {
			return this.client.send(request.timeout(Duration.ofSeconds(20)).build(),
					HttpResponse.BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	Socket raw(String head) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
		socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
		socket.getOutputStream().flush();
		return socket;
	}

	MeterRegistry registry() {
		return this.context.getBean(MeterRegistry.class);
	}

	double active() {
		return registry().find("http.requests.active").gauges().stream().mapToDouble(Gauge::value).sum();
	}

	double counted(String... tags) {
		return registry().find("http.requests").tags(tags).counters().stream().mapToDouble(Counter::count).sum();
	}

	String series() {
		return registry().find("http.requests")
			.counters()
			.stream()
			.map((each) -> each.getId().getTags() + " " + each.count())
			.collect(Collectors.joining("\n"));
	}

	double timed(String... tags) {
		return registry().find("http.server.requests")
			.tags(tags)
			.timers()
			.stream()
			.mapToLong((each) -> each.count())
			.sum();
	}

	double bytes(String meter, String uri) {
		return registry().find(meter)
			.tag("uri", uri)
			.summaries()
			.stream()
			.mapToDouble(DistributionSummary::totalAmount)
			.sum();
	}

	long weighed(String uri) {
		return registry().find("http.response.size")
			.tag("uri", uri)
			.summaries()
			.stream()
			.mapToLong(DistributionSummary::count)
			.sum();
	}

	List<String> spanNames() {
		return this.spans.stream().map(MutableSpan::name).toList();
	}

	List<String> traces() {
		return this.spans.stream().map((span) -> span.traceId() + " " + span.id()).toList();
	}

	void forgetSpans() {
		this.spans.clear();
	}

	void await(org.awaitility.core.ThrowingRunnable assertion) {
		// A meter that is not there yet is an exception.
		Awaitility.await()
			.atMost(Duration.ofSeconds(15))
			.pollInterval(Duration.ofMillis(10))
			.ignoreExceptions()
			.untilAsserted(assertion);
	}

	@Override
	public void close() {
		this.context.close();
		logAgain();
	}

	/**
	 * What an application was told to keep quiet of, the tests behind it in this JVM may
	 * look for.
	 */
	static void logAgain() {
		((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.INFO);
	}

}
