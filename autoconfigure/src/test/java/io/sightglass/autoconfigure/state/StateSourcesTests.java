package io.sightglass.autoconfigure.state;

import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.info.GitProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.CommonsClientAutoConfiguration;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.integration.leader.DefaultCandidate;
import org.springframework.integration.support.leader.LockRegistryLeaderInitiator;
import org.springframework.integration.support.locks.DefaultLockRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the libraries' own beans tell, rather than beans that were made to tell it.
 */
class StateSourcesTests {

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false", "sightglass.health.include=*",
				"sightglass.health.interval=100ms", "sightglass.discovery.interval=100ms",
				"management.endpoints.web.exposure.include=*")
		.withBean(MeterRegistry.class, () -> this.registry)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, StateAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class));

	@Test
	void followsALeaderThatSpringIntegrationElects() {
		this.runner
			.withBean(LockRegistryLeaderInitiator.class,
					() -> new LockRegistryLeaderInitiator(new DefaultLockRegistry(),
							new DefaultCandidate("first", "dispatcher")))
			.run((context) -> {
				await().until(() -> shows("cluster_leader{role=\"dispatcher\"} 1.0"));
				context.getBean(LockRegistryLeaderInitiator.class).stop();
				await().until(() -> shows("cluster_leader{role=\"dispatcher\"} 0.0"));
			});
	}

	@Test
	void countsTheInstancesThatSpringCloudsOwnClientKnows() {
		this.runner
			.withPropertyValues("sightglass.discovery.enabled=true",
					"spring.cloud.discovery.client.simple.instances.billing[0].uri=http://127.0.0.1:1",
					"spring.cloud.discovery.client.simple.instances.billing[1].uri=http://127.0.0.1:2",
					"spring.cloud.discovery.client.simple.instances.mail[0].uri=http://127.0.0.1:3")
			.withConfiguration(AutoConfigurations.of(UtilAutoConfiguration.class, CommonsClientAutoConfiguration.class,
					SimpleDiscoveryClientAutoConfiguration.class, CompositeDiscoveryClientAutoConfiguration.class))
			.run((context) -> {
				await().until(() -> shows("cluster_members{type=\"billing\"} 2.0"));
				assertThat(this.registry.scrape()).contains("cluster_members{type=\"mail\"} 1.0");
			});
	}

	@Test
	void asksReactiveIndicatorsToo() {
		this.runner
			.withBean("cacheHealthContributor", ReactiveHealthIndicator.class,
					() -> () -> Mono.just(Health.outOfService().build()))
			.run((context) -> await().until(() -> shows("health_status{component=\"cache\"} 0.25")));
	}

	@Test
	void asksAtItsOwnRateHoweverOftenItIsScraped() {
		AtomicInteger asked = new AtomicInteger();
		this.runner.withPropertyValues("sightglass.health.interval=1h")
			.withBean("dbHealthIndicator", HealthIndicator.class, () -> () -> {
				asked.incrementAndGet();
				return Health.up().build();
			})
			.run((context) -> {
				await().until(() -> shows("health_status{component=\"db\"} 1.0"));
				for (int i = 0; i < 100; i++) {
					this.registry.scrape();
				}
				assertThat(asked).hasValue(1);
			});
	}

	@Test
	void asksAnewWhenTheApplicationSaysThatItIsReady() {
		this.runner
			.withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
					AvailabilityHealthContributorAutoConfiguration.class))
			.withPropertyValues("sightglass.health.interval=1h", "management.health.readinessstate.enabled=true")
			.run((context) -> {
				await().until(() -> shows("health_status{component=\"readinessState\"} 0.25"));
				AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
				await().until(() -> shows("health_status{component=\"readinessState\"} 1.0"));
			});
	}

	@Test
	void showsOneLivenessForTheGroupAndItsOnlyMember() {
		probes().run((context) -> {
			await().until(() -> shows("health_status{component=\"liveness\"}"));
			await().until(() -> shows("health_status{component=\"readiness\"}"));
			assertThat(this.registry.scrape()).doesNotContain("livenessState", "readinessState");
		});
	}

	@Test
	void showsTheStateBesideAGroupThatHasOtherMembers() {
		probes().withBean("dbHealthIndicator", HealthIndicator.class, () -> () -> Health.down().build())
			.withPropertyValues("management.endpoint.health.group.readiness.include=readinessState,db")
			.run((context) -> {
				await().until(() -> shows("health_status{component=\"readinessState\"}"));
				await().until(() -> shows("health_status{component=\"readiness\"} 0.0"));
			});
	}

	private ApplicationContextRunner probes() {
		return this.runner.withPropertyValues("management.endpoint.health.probes.enabled=true")
			.withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
					AvailabilityHealthContributorAutoConfiguration.class, AvailabilityProbesAutoConfiguration.class));
	}

	@Test
	void namesTheRevisionOfABuildThatHasNoVersion() {
		Properties git = new Properties();
		git.setProperty("commit.id", "9f1c2ab77");
		this.runner.withBean(GitProperties.class, () -> new GitProperties(git))
			.run((context) -> assertThat(this.registry.scrape())
				.contains("build_info{revision=\"9f1c2ab\",version=\"unknown\"} 1"));
	}

	private boolean shows(String line) {
		return this.registry.scrape().contains(line);
	}

}
