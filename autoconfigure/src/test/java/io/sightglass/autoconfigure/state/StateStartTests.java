package io.sightglass.autoconfigure.state;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.guest.OwnThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.PingHealthIndicator;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whom an application asks for its state when it starts.
 */
class StateStartTests {

	private static final String[] PROPERTIES = { "server.port=0", "server.address=127.0.0.1",
			"spring.main.banner-mode=off", "management.metrics.use-global-registry=false",
			"management.endpoints.web.exposure.include=*", "sightglass.health.include=*",
			"sightglass.health.interval=1h" };

	private final OwnThreads threads = new OwnThreads();

	@Test
	void nobodyIsAskedWithoutAServerUntilSomebodyLooks() throws Exception {
		try (ConfigurableApplicationContext context = start(WebApplicationType.NONE)) {
			assertQuietUntilALook(context);
		}
	}

	@Test
	void nobodyIsAskedInATestWithoutAServerUntilItLooks() throws Exception {
		TestContextManager manager = this.threads.call(() -> {
			TestContextManager test = new TestContextManager(Mocked.class);
			test.prepareTestInstance(new Mocked());
			return test;
		});
		assertQuietUntilALook(manager.getTestContext().getApplicationContext());
		manager.getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
	}

	private void assertQuietUntilALook(ApplicationContext context) {
		Asked asked = context.getBean(Asked.class);
		assertThat(this.threads.names()).noneMatch((name) -> name.startsWith("sightglass"));
		assertThat(asked.ping).hasValue(0);
		assertThat(asked.db).hasValue(0);
		PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
		await().until(() -> Stream.of("ping", "db").allMatch((name) -> registry.scrape().contains("\"" + name + "\"")));
		assertThat(asked.ping).hasValue(1);
		assertThat(asked.db).hasValue(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void withAServerOnlyWhatTheApplicationKnowsItselfIsAsked(boolean lazy) throws Exception {
		try (ConfigurableApplicationContext context = start(WebApplicationType.SERVLET,
				"spring.main.lazy-initialization=" + lazy)) {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			await().until(() -> registry.find("health.status").tag("component", "ping").gauge() != null);
			await().until(() -> !this.threads.names().contains("sightglass-state"));
			assertThat(registry.find("health.status").gauges()).hasSize(1);
			assertThat(context.getBean(Asked.class).db).hasValue(0);
		}
		assertThat(this.threads.names()).noneMatch((name) -> name.startsWith("sightglass"));
	}

	private ConfigurableApplicationContext start(WebApplicationType type, String... properties) throws Exception {
		Callable<ConfigurableApplicationContext> start = () -> new SpringApplicationBuilder(App.class).web(type)
			.properties(PROPERTIES)
			.properties(properties)
			.run();
		return this.threads.call(start);
	}

	@SpringBootTest(classes = App.class,
			properties = { "management.metrics.use-global-registry=false", "sightglass.health.include=*",
					"sightglass.health.interval=1h", "management.endpoints.web.exposure.include=*" })
	static class Mocked {

	}

	static final class Asked {

		private final AtomicInteger ping = new AtomicInteger();

		private final AtomicInteger db = new AtomicInteger();

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MetricsAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class,
			HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
			TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			SightglassAutoConfiguration.class, StateAutoConfiguration.class })
	static class App {

		@Bean
		Asked asked() {
			return new Asked();
		}

		@Bean
		PingHealthIndicator pingHealthContributor(Asked asked) {
			return new PingHealthIndicator() {
				@Override
				protected void doHealthCheck(Health.Builder builder) {
					asked.ping.incrementAndGet();
					builder.up();
				}
			};
		}

		@Bean
		HealthIndicator dbHealthIndicator(Asked asked) {
			return () -> {
				asked.db.incrementAndGet();
				return Health.up().build();
			};
		}

	}

}
