package io.sightglass.autoconfigure.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class ContextFamilyTests {

	private static final Queue<HttpClient> CLIENTS = new ConcurrentLinkedQueue<>();

	private static final String OTHER_MANAGEMENT = Stream
		.of("tomcat.autoconfigure.actuate.web.server.Tomcat", "jetty.autoconfigure.actuate.web.server.Jetty")
		.map((each) -> "org.springframework.boot." + each + "ReactiveManagementContextAutoConfiguration")
		.collect(Collectors.joining(","));

	@ParameterizedTest
	@EnumSource
	void measuresTheServersOfTwoChildrenOfOneParent(Server server) throws Exception {
		try (ConfigurableApplicationContext parent = parent()) {
			MeterRegistry registry = parent.getBean(MeterRegistry.class);
			assertThat(registry.find("http.requests.active").gauge()).isNull();
			try (ConfigurableApplicationContext first = child(server, parent)) {
				try (ConfigurableApplicationContext second = child(server, parent)) {
					ask(first, "/orders/1");
					ask(second, "/orders/2");
					ask(second, "/actuator/health");
					Awaitility.await().untilAsserted(() -> assertThat(counted(registry)).isEqualTo(2));
					assertThat(timed(registry)).isEqualTo(2);
					assertThat(registry.get("http.requests.active").gauge().value()).isZero();
					assertThat(open(registry, "web")).isOne();
					assertThat(open(registry, "web-2")).isEqualTo(2);
				}
				assertThat(open(registry, "web")).isOne();
				Awaitility.await().untilAsserted(() -> assertThat(open(registry, "web-2")).isZero());
				double sent = sent(registry, "web-2");
				try (ConfigurableApplicationContext third = child(server, parent)) {
					ask(third, "/orders/3");
					ask(first, "/orders/4");
					Awaitility.await().untilAsserted(() -> assertThat(counted(registry)).isEqualTo(4));
					assertThat(open(registry, "web-2")).isOne();
					assertThat(open(registry, "web")).isEqualTo(2);
					Awaitility.await().untilAsserted(() -> assertThat(sent(registry, "web-2")).isGreaterThan(sent));
				}
			}
			assertThat(registry.get("http.requests.active").gauge().value()).isZero();
			// A server may end its last connections on a thread of its own.
			Awaitility.await().untilAsserted(() -> assertThat(open(registry, "web")).isZero());
		}
	}

	@AfterAll
	static void forget() {
		CLIENTS.clear();
	}

	@Test
	void leavesTheManagementPortOfAChildToBoot() throws Exception {
		try (ConfigurableApplicationContext parent = parent();
				ConfigurableApplicationContext child = child(Server.NETTY, parent, "management.server.port=0")) {
			MeterRegistry registry = parent.getBean(MeterRegistry.class);
			ask(child, "/orders/1");
			ask(child.getEnvironment().getRequiredProperty("local.management.port", Integer.class), "/actuator/health");
			Awaitility.await().untilAsserted(() -> assertThat(counted(registry)).isOne());
			assertThat(timed(registry)).isOne();
			assertThat(open(registry, "web")).isOne();
			assertThat(open(registry, "web-2")).isZero();
		}
	}

	private static double counted(MeterRegistry registry) {
		return registry.find("http.requests").counters().stream().mapToDouble(Counter::count).sum();
	}

	private static long timed(MeterRegistry registry) {
		return registry.find("http.server.requests").timers().stream().mapToLong(Timer::count).sum();
	}

	private static double sent(MeterRegistry registry, String endpoint) {
		return registry.get("transport.sent").tag("endpoint", endpoint).meter().measure().iterator().next().getValue();
	}

	// Tomcat's gauges go with it.
	private static double open(MeterRegistry registry, String endpoint) {
		Gauge active = registry.find("connections.active").tag("endpoint", endpoint).gauge();
		return (active != null) ? active.value() : 0;
	}

	private static ConfigurableApplicationContext parent() {
		return new SpringApplicationBuilder(Parent.class).web(WebApplicationType.NONE)
			.properties("management.metrics.use-global-registry=false", "spring.main.banner-mode=off",
					"spring.main.lazy-initialization=true")
			.run();
	}

	private static ConfigurableApplicationContext child(Server server, ConfigurableApplicationContext parent,
			String... more) {
		return new SpringApplicationBuilder(server.app()).parent(parent)
			.web(server.isReactive() ? WebApplicationType.REACTIVE : WebApplicationType.SERVLET)
			.properties(more)
			.properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
					"server.tomcat.keep-alive-timeout=10m", "server.jetty.connection-idle-timeout=10m",
					"spring.main.lazy-initialization=true", "spring.jmx.enabled=false",
					"spring.autoconfigure.exclude=" + server.others() + "," + OTHER_MANAGEMENT)
			.run();
	}

	private static void ask(ConfigurableApplicationContext child, String path) throws Exception {
		ask(child.getEnvironment().getRequiredProperty("local.server.port", Integer.class), path);
	}

	private static void ask(int port, String path) throws Exception {
		// A connection of its own, which stays open for as long as somebody holds its
		// client.
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		CLIENTS.add(client);
		HttpResponse<String> answer = client.send(
				HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
				HttpResponse.BodyHandlers.ofString());
		assertThat(answer.statusCode()).isEqualTo(200);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Parent {

	}

}
