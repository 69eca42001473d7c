package io.sightglass.autoconfigure.connection;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.transport.TransportMeters;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static io.sightglass.test.SightglassAssertions.assertThat;

class EndpointAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false")
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				SightglassAutoConfiguration.class, ConnectionAutoConfiguration.class, TransportAutoConfiguration.class,
				EndpointAutoConfiguration.class));

	@Test
	void metersAnEndpointInBothFamilies() {
		this.runner.run((context) -> {
			MeteredEndpoint endpoint = context.getBean(Endpoints.class).server("gateway", "tcp");
			endpoint.connections().opened().close();
			endpoint.transport().sent(10);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry).connections("gateway").hasOpened(1).hasTimed(1);
			assertThat(registry).transport("gateway").hasSent(10, 1);
		});
	}

	@Test
	void leavesBeansThatRecordNothingWhereTheFamiliesAreOff() {
		this.runner.withPropertyValues("sightglass.connections.enabled=false", "sightglass.transport.enabled=false")
			.run((context) -> {
				assertThat(context.getBean(ConnectionMeters.class)).isSameAs(ConnectionMeters.NONE);
				assertThat(context.getBean(TransportMeters.class)).isSameAs(TransportMeters.NONE);
				context.getBean(Endpoints.class).client("x", "tcp").connections().opened().close();
				assertThat(context.getBean(MeterRegistry.class).find("connections").meter()).isNull();
			});
	}

	@Test
	void leavesNothingWhereSightglassIsOff() {
		this.runner.withPropertyValues("sightglass.enabled=false").run((context) -> {
			assertThat(context.getBean(ConnectionMeters.class)).isSameAs(ConnectionMeters.NONE);
			assertThat(context.getBean(TransportMeters.class)).isSameAs(TransportMeters.NONE);
			assertThat(context.getBean(Endpoints.class).recordNothing()).isTrue();
		});
	}

	@Test
	void yieldsToTheUsersBeans() {
		ConnectionMeters connections = new ConnectionMeters() {
		};
		TransportMeters transport = new TransportMeters() {
		};
		this.runner.withBean(ConnectionMeters.class, () -> connections)
			.withBean(TransportMeters.class, () -> transport)
			.run((context) -> {
				assertThat(context.getBean(Endpoints.class).connections()).isSameAs(connections);
				assertThat(context.getBean(Endpoints.class).transport()).isSameAs(transport);
			});
	}

	@Test
	void samplesDurationsButNoCounts() {
		this.runner.withPropertyValues("sightglass.connections.sample-rate=0").run((context) -> {
			context.getBean(Endpoints.class).server("gateway", "tcp").connections().opened().close();
			assertThat(context.getBean(MeterRegistry.class)).connections("gateway").hasOpened(1).hasTimed(0);
		});
	}

	@Test
	void refusesASampleRateThatIsNone() {
		this.runner.withPropertyValues("sightglass.transport.sample-rate=1.5")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("sightglass.transport.sample-rate with value '1.5'"));
	}

}
