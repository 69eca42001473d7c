package io.sightglass.autoconfigure.state;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.instrumentation.internal.state.StateRefresher;
import io.sightglass.meters.state.ClusterState;
import io.sightglass.meters.state.StateMeters;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.integration.leader.Context;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;

import static org.assertj.core.api.Assertions.assertThat;

class StateAutoConfigurationTests {

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false", "sightglass.health.include=*",
				"sightglass.health.interval=100ms", "sightglass.cluster.interval=100ms",
				"management.endpoints.web.exposure.include=*")
		.withBean(MeterRegistry.class, () -> this.registry)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, StateAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class));

	@Test
	void namesTheBuildAndItsRevision() {
		Properties build = new Properties();
		build.setProperty("version", "1.4.0");
		Properties git = new Properties();
		git.setProperty("commit.id", "9f1c2ab77");
		this.runner.withBean(BuildProperties.class, () -> new BuildProperties(build))
			.withBean(GitProperties.class, () -> new GitProperties(git))
			.run((context) -> assertThat(this.registry.scrape())
				.contains("build_info{revision=\"9f1c2ab\",version=\"1.4.0\"} 1"));
	}

	@Test
	void showsEachContributorCompositeAndGroup() {
		this.runner.withPropertyValues("management.endpoint.health.group.ready.include=db,queue")
			.withBean("dbHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
			.withBean("queueHealthIndicator", HealthIndicator.class, () -> () -> Health.outOfService().build())
			.withBean("brokenHealthIndicator", HealthIndicator.class, () -> () -> {
				throw new IllegalStateException("asked at a bad time");
			})
			.withBean("storesHealthContributor", CompositeHealthContributor.class,
					() -> CompositeHealthContributor.fromMap(Map.of("a", (HealthIndicator) () -> Health.up().build(),
							"b", (HealthIndicator) () -> Health.down().build())))
			.run((context) -> {
				await(() -> is("stores", 0) && is("stores/a", 1) && is("ready", 0.25) && is("broken", 0));
				assertThat(this.registry.scrape()).contains("health_status{component=\"db\"} 1.0")
					.contains("health_status{component=\"queue\"} 0.25")
					.contains("health_status{component=\"stores/a\"} 1.0")
					.contains("health_status{component=\"stores/b\"} 0.0");
			});
	}

	@Test
	void letsACheckThatHangsDelayNeitherScrapeNorOthers() {
		CountDownLatch never = new CountDownLatch(1);
		this.runner.withBean("hungHealthIndicator", HealthIndicator.class, () -> () -> {
			try {
				never.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return Health.up().build();
		}).withBean("dbHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build()).run((context) -> {
			await(() -> is("db", 1) && is("hung", 0.5));
			// The check still hangs, and this returns.
			assertThat(this.registry.scrape()).contains("health_status{component=\"hung\"} 0.5");
			long hanging = Thread.getAllStackTraces()
				.entrySet()
				.stream()
				.filter((
						thread) -> List.of(thread.getValue()).toString().contains("StateAutoConfigurationTests.lambda"))
				.filter((thread) -> thread.getKey().getName().equals("sightglass-state"))
				.count();
			assertThat(hanging).isOne();
			never.countDown();
			await(() -> is("hung", 1));
		});
	}

	@Test
	void asksTheApplicationForItsCluster() {
		this.runner.withBean(ClusterState.class, () -> new ClusterState() {
			@Override
			public Collection<Role> roles() {
				return List.of(new Role("orders", true, 42), new Role("audit", false, -1));
			}

			@Override
			public Map<String, Integer> members() {
				return Map.of("router", 3);
			}
		}).run((context) -> {
			await(() -> find("cluster.members").gauge() != null);
			assertThat(this.registry.scrape()).contains("cluster_leader{role=\"orders\"} 1.0")
				.contains("cluster_leader{role=\"audit\"} 0.0")
				.contains("cluster_term{role=\"orders\"} 42.0")
				.doesNotContain("cluster_term{role=\"audit\"}")
				.contains("cluster_members{type=\"router\"} 3.0");
		});
	}

	@Test
	void countsWhatTheApplicationsClusterThrows() {
		this.runner.withBean(ClusterState.class, () -> new ClusterState() {
			@Override
			public Collection<Role> roles() {
				throw new IllegalStateException("no quorum");
			}
		}).run((context) -> {
			// It may be asked again before anybody looks.
			await(() -> this.registry.scrape().contains("sightglass_failures_total{family=\"state\"}")
					&& !this.registry.scrape().contains("sightglass_failures_total{family=\"state\"} 0.0"));
		});
	}

	@Test
	void hearsSpringIntegrationsLeaders() {
		this.runner.run((context) -> {
			context.publishEvent(new OnGrantedEvent(this, new NoContext(), "orders"));
			assertThat(this.registry.scrape()).contains("cluster_leader{role=\"orders\"} 1.0");
			context.publishEvent(new OnRevokedEvent(this, new NoContext(), "orders"));
			assertThat(this.registry.scrape()).contains("cluster_leader{role=\"orders\"} 0.0");
		});
	}

	@Test
	void backsOffButLeavesASilentBean() {
		this.runner.withPropertyValues("sightglass.state.enabled=false").run((context) -> {
			assertThat(context).getBean(StateMeters.class).isSameAs(StateMeters.NONE);
			assertThat(context).doesNotHaveBean(StateRefresher.class);
		});
		this.runner.withPropertyValues("sightglass.enabled=false")
			.run((context) -> assertThat(context).getBean(StateMeters.class).isSameAs(StateMeters.NONE));
	}

	@Test
	void yieldsToTheApplicationsOwn() {
		StateMeters own = new StateMeters() {
		};
		this.runner.withBean(StateMeters.class, () -> own)
			.run((context) -> assertThat(context).getBean(StateMeters.class).isSameAs(own));
	}

	@Test
	void refusesAnIntervalThatIsTooShort() {
		this.runner.withPropertyValues("sightglass.health.interval=5ms")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("sightglass.health.interval")
				.hasMessageContaining("100ms"));
	}

	private boolean is(String component, double value) {
		var gauge = find("health.status").tag("component", component).gauge();
		return gauge != null && gauge.value() == value;
	}

	private Search find(String name) {
		return this.registry.find(name);
	}

	private void await(BooleanSupplier condition) {
		Awaitility.await().until(() -> {
			this.registry.scrape();
			return condition.getAsBoolean();
		});
	}

	private static final class NoContext implements Context {

		@Override
		public boolean isLeader() {
			return true;
		}

		@Override
		public void yield() {
			// Nobody to yield to.
		}

		@Override
		public String getRole() {
			return "orders";
		}

	}

}
