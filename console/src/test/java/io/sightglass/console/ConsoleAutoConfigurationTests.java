package io.sightglass.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.part.SightglassEndpoint;
import io.sightglass.registry.failure.CircuitBreaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ExtendWith(OutputCaptureExtension.class)
class ConsoleAutoConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ConsoleAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=sightglass",
				"management.metrics.use-global-registry=false");

	@Test
	void suppliesTheEndpoint() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(context).hasSingleBean(ConsoleEndpoint.class));
	}

	@Test
	void backsOffWhereItIsNotExposedNotAllowedOrSwitchedOff() {
		for (String property : new String[] { "management.endpoints.web.exposure.include=health",
				"management.endpoint.sightglass.access=NONE", "sightglass.enabled=false" }) {
			this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
				.withPropertyValues(property)
				.run((context) -> assertThat(context).as(property).doesNotHaveBean(ConsoleEndpoint.class));
		}
	}

	@Test
	void backsOffWithoutARegistry() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(ConsoleEndpoint.class));
	}

	@Test
	void yieldsToTheUsersOwn() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withUserConfiguration(Own.class)
			.run((context) -> assertThat(context).getBean(ConsoleEndpoint.class).isSameAs(context.getBean("own")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "javascript:alert('s3cret')", "ftp://s3cret.example.com", "s3cret.example.com", "s3cret",
			"https://s3cret@grafana.example.com", "https://ada:s3cret@grafana.example.com/grafana",
			"HTTPS://ada:s3cret@[::1]:3000", "https://ada%3As3cret%40grafana.example.com",
			"https://grafana.example.com?token=s3cret", "https://grafana.example.com/#s3cret", "https://",
			"https:grafana.example.com/s3cret", "https:///s3cret", "https://ada:s3 cret@grafana.example.com",
			"https://grafana.example.com\\\\@s3cret", "//grafana.example.com/s3cret", "http://grafana:s3cret" })
	void refusesAGrafanaThatIsNoAddressOrHasASecret(String url) {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("sightglass.console.grafana-url=" + url)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("sightglass.console.grafana-url")
				.hasMessageContaining("******")
				.message()
				.doesNotContain("s3cret"));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "http://localhost:3000", "https://grafana.example.com/", "https://example.com/team/grafana",
					"http://my_grafana:3000", "http://[::1]:3000", "HTTPS://grafana.example.com", "" })
	void takesTheAddressOfAGrafana(String url) {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("sightglass.console.grafana-url=" + url)
			.run((context) -> assertThat(context).hasSingleBean(ConsoleEndpoint.class));
	}

	@Test
	void aSecretInTheAddressOfGrafanaIsNotLogged(CapturedOutput output) {
		assertThatException().isThrownBy(() -> RunningConsole.start(WebApplicationType.SERVLET, "debug=true",
				"sightglass.console.grafana-url=https://ada:s3cret@grafana.example.com"));
		assertThat(output.getAll()).contains("'sightglass.console.grafana-url'")
			.contains("user's name or password")
			.doesNotContain("s3cret");
	}

	@Test
	void describesItsPropertyForEditors() throws IOException {
		String metadata = Files.readString(Path.of("target/classes/META-INF/spring-configuration-metadata.json"));
		assertThat(metadata).contains("\"sightglass.console.grafana-url\"", "Address of Grafana")
			.containsOnlyOnce("\"name\": \"sightglass.console.");
		assertThat(Files.readString(Path.of("../docs/properties.md"))).contains("| `sightglass.console.grafana-url` |");
	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		@Bean
		ConsoleEndpoint own(MeterRegistry registry, ConfigurableListableBeanFactory beans) {
			return new ConsoleEndpoint(
					new SnapshotWriter(registry, new FamilyStates(new MockEnvironment(), ""), () -> ""),
					new ConsoleAssets(), new CircuitBreaker(), () -> SightglassEndpoint.reportOf(beans));
		}

	}

}
