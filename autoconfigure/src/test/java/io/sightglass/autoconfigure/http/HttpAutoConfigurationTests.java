package io.sightglass.autoconfigure.http;

import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.instrumentation.internal.http.ReactiveRequestHandler;
import io.sightglass.instrumentation.internal.http.ServletRequestHandler;
import io.sightglass.meters.http.HttpExchange;
import io.sightglass.meters.http.HttpMeters;
import io.sightglass.meters.instrument.Instruments;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class HttpAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(ObservationAutoConfiguration.class,
			MetricsAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
			CompositeMeterRegistryAutoConfiguration.class, SightglassAutoConfiguration.class,
			HttpAutoConfiguration.class, HttpFallbackAutoConfiguration.class, HttpClientAutoConfiguration.class);

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withPropertyValues("management.metrics.use-global-registry=false");

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withPropertyValues("management.metrics.use-global-registry=false");

	private final ApplicationContextRunner plain = new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
		.withPropertyValues("management.metrics.use-global-registry=false");

	@Test
	void suppliesOneHandlerForTheStackAtHand() {
		this.servlet.run((context) -> assertThat(context).hasSingleBean(ServletRequestHandler.class)
			.doesNotHaveBean(ReactiveRequestHandler.class)
			.hasSingleBean(HttpMeters.class));
		this.reactive.run((context) -> assertThat(context).hasSingleBean(ReactiveRequestHandler.class)
			.doesNotHaveBean(ServletRequestHandler.class)
			.hasSingleBean(HttpMeters.class));
	}

	@Test
	void leavesMetersThatDoNothingWhenSwitchedOff() {
		this.servlet.withPropertyValues("sightglass.http.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(ServletRequestHandler.class);
			assertThat(context.getBean(HttpMeters.class)).isSameAs(HttpMeters.NONE);
		});
		this.servlet.withPropertyValues("sightglass.enabled=false")
			.run((context) -> assertThat(context).getBean(HttpMeters.class).isSameAs(HttpMeters.NONE));
	}

	@Test
	void yieldsToTheMetersOfTheApplication() {
		HttpMeters mine = () -> HttpExchange.NONE;
		this.servlet.withBean(HttpMeters.class, () -> mine)
			.run((context) -> assertThat(context.getBean(HttpMeters.class)).isSameAs(mine));
	}

	// It may have children that have a server.
	@Test
	void showsNothingWithoutAServer() {
		this.plain.run((context) -> {
			assertThat(context).hasSingleBean(ServletRequestHandler.class)
				.hasSingleBean(ReactiveRequestHandler.class)
				.doesNotHaveBean("sightglassAsyncCompletionFilter")
				.doesNotHaveBean("sightglassTomcatExchanges");
			assertThat(context.getBean(Instruments.class).registry().find("http.requests.active").meter()).isNull();
		});
	}

	@Test
	void needsNoWebLayer() {
		this.plain
			.withClassLoader(new FilteredClassLoader("org.springframework.http", "org.springframework.web",
					"jakarta.servlet", "reactor.netty"))
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean("sightglassServletRequestHandler");
				assertThat(context.getBean(HttpMeters.class)).isSameAs(HttpMeters.NONE);
			});
	}

	@Test
	void needsNoRegistry() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class,
				SightglassAutoConfiguration.class, HttpAutoConfiguration.class, HttpFallbackAutoConfiguration.class))
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(ServletRequestHandler.class);
				assertThat(context.getBean(HttpMeters.class)).isSameAs(HttpMeters.NONE);
			});
	}

	@Test
	void needsNoServerThatItKnows() {
		this.servlet.withClassLoader(new FilteredClassLoader("org.apache.catalina", "org.eclipse.jetty"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(ServletRequestHandler.class));
	}

	@Test
	void saysWhatIsWrongWithAProperty() {
		this.servlet.withPropertyValues("sightglass.http.sample-rate=1.5")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage(
						"Property sightglass.http.sample-rate with value '1.5' is invalid: It is a share from 0.0 to 1.0, or auto."));
		this.servlet.withPropertyValues("sightglass.http.exclude=GTE /x")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("sightglass.http.exclude")
				.hasMessageContaining("GTE /x")
				.hasMessageContaining("[GET"));
		this.servlet.withPropertyValues("sightglass.http.client.exclude-hosts=http://x")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("sightglass.http.client.exclude-hosts"));
	}

}
