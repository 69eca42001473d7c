package io.sightglass.autoconfigure.prometheus;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application on a real server with meters that hold still.
 */
final class ScrapeApp implements AutoCloseable {

	private static final String SERVLET_ONLY = "spring.autoconfigure.exclude="
			+ "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration";

	private static final String NETTY_ONLY = "spring.autoconfigure.exclude="
			+ "org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration,"
			+ "org.springframework.boot.jetty.autoconfigure.reactive.JettyReactiveWebServerAutoConfiguration";

	private final ConfigurableApplicationContext context;

	ScrapeApp(WebApplicationType type, String... properties) {
		List<String> all = new ArrayList<>(
				List.of("server.port=0", "server.address=127.0.0.1", "management.metrics.use-global-registry=false",
						"management.endpoints.web.exposure.include=*", "management.metrics.enable.all=false",
						"management.metrics.enable.own=true", "spring.main.banner-mode=off", "spring.jmx.enabled=false",
						(type == WebApplicationType.SERVLET) ? SERVLET_ONLY : NETTY_ONLY));
		all.addAll(List.of(properties));
		this.context = new SpringApplicationBuilder(App.class).web(type).properties(all.toArray(String[]::new)).run();
		MeterRegistry registry = this.context.getBean(MeterRegistry.class);
		registry.counter("own.counter", "k", "ü \"quoted\"").increment(3);
		Gauge.builder("own.gauge", () -> 0.25).description("A quarter").register(registry);
		Timer.builder("own.timer")
			.serviceLevelObjectives(Duration.ofMillis(5))
			.register(registry)
			.record(Duration.ofSeconds(1));
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	HttpResponse<byte[]> get(String path, @Nullable String accept) {
		int port = this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(Duration.ofSeconds(20));
		if (accept != null) {
			request.header("Accept", accept);
		}
		// A connection each: Reactor Netty 1.3.6 on Netty 4.2.15, with stock Boot too,
		// now and
		// then reads nothing more from one on which it refused a format.
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		try {
			return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class App {

	}

}
