package io.sightglass.autoconfigure.connection;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.internal.reactornetty.WebClientPool;
import org.apache.catalina.connector.Connector;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class WebServerAutoConfigurationTests {

	private static final String[] ADAPTERS = { "sightglassTomcatConnections", "sightglassJettyConnections",
			"sightglassReactorServerConnections", "sightglassReactorClientConnections" };

	private static final AutoConfigurations OURS = AutoConfigurations.of(MetricsAutoConfiguration.class,
			SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
			SightglassAutoConfiguration.class, ConnectionAutoConfiguration.class, TransportAutoConfiguration.class,
			EndpointAutoConfiguration.class, WebServerAutoConfiguration.class);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false")
		.withConfiguration(OURS);

	private final WebApplicationContextRunner server = new WebApplicationContextRunner(
			AnnotationConfigServletWebServerApplicationContext::new)
		.withPropertyValues("management.metrics.use-global-registry=false", "server.port=0")
		.withConfiguration(OURS);

	@Test
	void suppliesAnAdapterForEachLibrary() {
		this.runner.run((context) -> assertThat(context.getBeanDefinitionNames()).contains(ADAPTERS));
	}

	@ParameterizedTest
	@CsvSource({ "0, org.apache.catalina.connector.Connector", "1, org.eclipse.jetty.server.Server",
			"2, reactor.netty.http.server.HttpServer", "3, reactor.netty.http.client.HttpClient" })
	void needsNoneOfTheLibraries(int adapter, String library) {
		this.runner.withClassLoader(new FilteredClassLoader(library)).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(ADAPTERS[adapter]);
			assertThat(context).hasBean(ADAPTERS[(adapter + 1) % ADAPTERS.length]);
		});
	}

	@Test
	void startsWithoutAnyOfThem() {
		this.runner
			.withClassLoader(new FilteredClassLoader(Connector.class, Server.class, HttpServer.class, HttpClient.class))
			.run((context) -> assertThat(context.getBeanDefinitionNames()).doesNotContain(ADAPTERS));
	}

	@Test
	void backsOffWithSightglass() {
		this.runner.withPropertyValues("sightglass.enabled=false")
			.run((context) -> assertThat(context.getBeanDefinitionNames()).doesNotContain(ADAPTERS));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void showsTomcatOnlyWhereTheFamiliesAreOn(boolean on) {
		this.server.withConfiguration(AutoConfigurations.of(TomcatServletWebServerAutoConfiguration.class))
			.withPropertyValues("sightglass.connections.enabled=" + on, "sightglass.transport.enabled=" + on)
			.run((context) -> shows(context.getBean(MeterRegistry.class), on));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void showsJettyOnlyWhereTheFamiliesAreOn(boolean on) {
		this.server.withConfiguration(AutoConfigurations.of(JettyServletWebServerAutoConfiguration.class))
			.withPropertyValues("sightglass.connections.enabled=" + on, "sightglass.transport.enabled=" + on)
			.run((context) -> shows(context.getBean(MeterRegistry.class), on));
	}

	@Test
	void leavesReactorNettyAloneWhereTheFamiliesAreOff() {
		this.runner.withConfiguration(AutoConfigurations.of(ReactiveHttpClientAutoConfiguration.class))
			.withPropertyValues("sightglass.connections.enabled=false", "sightglass.transport.enabled=false")
			.run((context) -> {
				assertThat(context).doesNotHaveBean("sightglassReactorServerConnections");
				ReactorClientHttpConnectorBuilder client = ClientHttpConnectorBuilder.reactor();
				assertThat(context.getBean(WebClientPool.class).customize(client)).isSameAs(client);
				assertThat(new WebServerAutoConfiguration.ReactorClient()
					.sightglassReactorClientConnections(context.getBean(Endpoints.class))
					.customize(client)).isSameAs(client);
			});
	}

	private static void shows(MeterRegistry registry, boolean on) {
		assertThat(registry.find("connections.active").tag("endpoint", "web").meter() != null).isEqualTo(on);
		assertThat(registry.find("transport.sent").tag("endpoint", "web").meter() != null).isEqualTo(on);
	}

}
