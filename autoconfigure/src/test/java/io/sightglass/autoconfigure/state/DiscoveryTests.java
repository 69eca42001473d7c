package io.sightglass.autoconfigure.state;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.meters.state.ClusterState;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A discovery client is asked by those alone who asked for it.
 */
class DiscoveryTests {

	private final AtomicInteger calls = new AtomicInteger();

	private final AtomicInteger rounds = new AtomicInteger();

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false", "sightglass.cluster.interval=100ms")
		.withBean(MeterRegistry.class, () -> this.registry)
		.withBean("client", DiscoveryClient.class, Client::new)
		.withBean("rounds", ClusterState.class, () -> new ClusterState() {
			@Override
			public Map<String, Integer> members() {
				return Map.of("rounds", DiscoveryTests.this.rounds.incrementAndGet());
			}
		})
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, StateAutoConfiguration.class));

	@Test
	void isNotAskedByDefault() {
		this.runner.run((context) -> {
			rounds(5);
			assertThat(this.calls).hasValue(0);
			assertThat(this.registry.scrape()).doesNotContain("billing");
		});
	}

	@Test
	void isAskedAtItsOwnInterval() {
		this.runner.withPropertyValues("sightglass.discovery.enabled=true").run((context) -> {
			assertThat(this.calls).hasValue(0);
			await().until(() -> this.registry.scrape().contains("cluster_members{type=\"billing\"} 2.0"));
			rounds(this.rounds.get() + 3);
			assertThat(this.calls).hasValue(2);
		});
	}

	@Test
	void isOffWithItsFamily() {
		this.runner.withPropertyValues("sightglass.discovery.enabled=true", "sightglass.state.enabled=false")
			.run((context) -> {
				this.registry.scrape();
				assertThat(context).doesNotHaveBean("sightglassDiscoveryState");
			});
	}

	// An application may have one cluster, and inject it by its type.
	@Test
	void leavesTheApplicationsClusterTheOnlyOne() {
		this.runner.withPropertyValues("sightglass.discovery.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(ClusterState.class));
	}

	private void rounds(int rounds) {
		await().until(() -> {
			this.registry.scrape();
			return this.rounds.get() > rounds;
		});
	}

	private final class Client implements DiscoveryClient {

		@Override
		public String description() {
			return "two billings";
		}

		@Override
		public List<ServiceInstance> getInstances(String service) {
			DiscoveryTests.this.calls.incrementAndGet();
			return List.of(new DefaultServiceInstance("1", service, "127.0.0.1", 1, false),
					new DefaultServiceInstance("2", service, "127.0.0.1", 2, false));
		}

		@Override
		public List<String> getServices() {
			DiscoveryTests.this.calls.incrementAndGet();
			return List.of("billing");
		}

	}

}
