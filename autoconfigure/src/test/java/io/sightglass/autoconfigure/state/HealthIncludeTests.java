package io.sightglass.autoconfigure.state;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.meters.state.ClusterState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.DiskSpaceHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.SslHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Which health indicators are asked, and how often.
 */
@ExtendWith(OutputCaptureExtension.class)
class HealthIncludeTests {

	private final AtomicInteger db = new AtomicInteger();

	private final AtomicInteger rounds = new AtomicInteger();

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false", "sightglass.health.interval=100ms",
				"sightglass.cluster.interval=100ms", "management.endpoint.health.probes.enabled=true",
				"management.endpoints.web.exposure.include=*")
		.withBean(MeterRegistry.class, () -> this.registry)
		.withBean("dbHealthIndicator", HealthIndicator.class, () -> () -> {
			this.db.incrementAndGet();
			return Health.down().build();
		})
		.withBean("storesHealthContributor", CompositeHealthContributor.class,
				() -> CompositeHealthContributor.fromMap(Map.of("a", (HealthIndicator) () -> Health.up().build(), "b",
						(HealthIndicator) () -> Health.outOfService().build())))
		.withBean("rounds", ClusterState.class, () -> new ClusterState() {
			@Override
			public Map<String, Integer> members() {
				return Map.of("rounds", HealthIncludeTests.this.rounds.incrementAndGet());
			}
		})
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, StateAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, HealthContributorAutoConfiguration.class,
				HealthEndpointAutoConfiguration.class, ApplicationAvailabilityAutoConfiguration.class,
				AvailabilityHealthContributorAutoConfiguration.class, AvailabilityProbesAutoConfiguration.class,
				DiskSpaceHealthContributorAutoConfiguration.class, SslAutoConfiguration.class,
				SslHealthContributorAutoConfiguration.class));

	@Test
	void asksByDefaultOnlyWhatDoesNotLeaveTheProcess() {
		this.runner
			.withPropertyValues("management.endpoint.health.group.local.include=ping,diskSpace",
					"management.endpoint.health.group.remote.include=ping,db")
			.run((context) -> {
				showsExactly("ping", "diskSpace", "ssl", "liveness", "readiness", "local");
				assertThat(this.db).hasValue(0);
			});
	}

	@Test
	void showsTheStateBesideAGroupOfWhichNotAllAreAsked() {
		this.runner.withPropertyValues("management.endpoint.health.group.readiness.include=readinessState,db")
			.run((context) -> {
				showsExactly("ping", "diskSpace", "ssl", "liveness", "readinessState");
			});
	}

	@Test
	void doesNotTakeTheApplicationsOwnForBootsByItsName() {
		AtomicInteger asked = new AtomicInteger();
		this.runner.withBean("diskSpaceHealthIndicator", HealthIndicator.class, () -> () -> {
			asked.incrementAndGet();
			return Health.up().build();
		}).run((context) -> {
			showsExactly("ping", "ssl", "liveness", "readiness");
			assertThat(asked).hasValue(0);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "db", "d*", "*", "ping,db" })
	void asksWhatIsNamed(String include, CapturedOutput output) {
		this.runner.withPropertyValues("sightglass.health.include=" + include).run((context) -> {
			await().until(() -> this.registry.scrape().contains("health_status{component=\"db\"} 0.0"));
			assertThat(output).doesNotContain("there is no such");
		});
	}

	@Test
	void asksTheMembersOfAGroupThatIsNamed() {
		this.runner
			.withPropertyValues("management.endpoint.health.group.remote.include=ping,db",
					"sightglass.health.include=remote")
			.run((context) -> {
				showsExactly("ping", "db", "remote");
			});
	}

	@Test
	void asksAPartOfAComposite() {
		this.runner.withPropertyValues("sightglass.health.include=stores/a").run((context) -> showsExactly("stores/a"));
	}

	@Test
	void asksAllOfAComposite() {
		this.runner.withPropertyValues("sightglass.health.include=stores")
			.run((context) -> showsExactly("stores", "stores/a", "stores/b"));
	}

	@Test
	void warnsOnceOfANameThatFitsNothing(CapturedOutput output) {
		this.runner.withPropertyValues("sightglass.health.include=ping,ssl,dbb,redis*").run((context) -> {
			rounds(3);
			assertThat(output.toString().split("there is no such health indicator or group", -1)).hasSize(2);
			assertThat(output).contains("sightglass.health.include has dbb, redis*, but there is no such")
				.contains("There are: db, diskSpace, liveness, livenessState, ping, readiness, readinessState, ssl, "
						+ "stores, stores/a, stores/b");
		});
	}

	@Test
	void asksNoMoreOftenThanBootsOwnCacheLetsTheEndpointAsk() {
		this.runner
			.withPropertyValues("sightglass.health.include=db", "management.endpoint.health.cache.time-to-live=1h")
			.run((context) -> {
				rounds(5);
				assertThat(this.db).hasValue(1);
			});
	}

	@Test
	void asksOneThatIsDownNoMoreOftenThanTheOthers() {
		this.runner.withPropertyValues("sightglass.health.include=db", "sightglass.health.interval=1h")
			.run((context) -> {
				rounds(5);
				assertThat(this.db).hasValue(1);
			});
	}

	@Test
	void isShownAlsoWhereNobodyMayCallTheEndpoint() {
		this.runner.withPropertyValues("management.endpoint.health.access=NONE")
			.run((context) -> showsExactly("ping", "diskSpace", "ssl", "livenessState", "readinessState"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "sightglass.health.enabled", "sightglass.state.enabled" })
	void asksNobodyWhereItIsOff(String off) {
		this.runner.withPropertyValues("sightglass.health.include=*", off + "=false").run((context) -> {
			for (int i = 0; i < 5; i++) {
				this.registry.scrape();
			}
			assertThat(context).doesNotHaveBean("sightglassHealthState");
			assertThat(components()).isEmpty();
			assertThat(this.db).hasValue(0);
		});
	}

	private void showsExactly(String... components) {
		await().untilAsserted(() -> {
			this.registry.scrape();
			assertThat(components()).containsExactlyInAnyOrder(components);
		});
		rounds(this.rounds.get() + 3);
		assertThat(components()).containsExactlyInAnyOrder(components);
	}

	// Another source's answers tell that the time has passed.
	private void rounds(int rounds) {
		await().until(() -> {
			this.registry.scrape();
			return this.rounds.get() > rounds;
		});
	}

	private Iterable<String> components() {
		return this.registry.find("health.status")
			.gauges()
			.stream()
			.map((gauge) -> gauge.getId().getTag("component"))
			.toList();
	}

}
