package io.sightglass.autoconfigure.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.state.ClusterState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Applications with Sightglass have the beans, threads and answers that they have
 * without.
 */
class TwinTests {

	// Sightglass has these two under names of its own.
	private static final Set<String> OURS_INSTEAD = Set.of("micrometerClock", "prometheusRegistry");

	// It listens for the end: Sightglass looks for who does when it starts, Spring when
	// it ends.
	private static final Set<String> MADE_EARLIER = Set.of("meterRegistryCloser");

	@ParameterizedTest
	@CsvSource({ "NONE, true", "SERVLET, false", "SERVLET, true", "REACTIVE, true" })
	void anApplicationIsTheSame(WebApplicationType type, boolean lazy) throws Exception {
		String property = "spring.main.lazy-initialization=" + lazy;
		try (Twin without = new Twin(false, new SpringApplicationBuilder(App.class), type, property);
				Twin with = new Twin(true, new SpringApplicationBuilder(App.class), type, property)) {
			assertSame(with, without);
			assertThat(with.made()).contains("asked");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { Word.class, App.class })
	void aChildOfAnotherApplicationIsTheSame(Class<?> parent) throws Exception {
		try (Twin without = new Twin(false, child(false, parent), WebApplicationType.SERVLET);
				Twin with = new Twin(true, child(true, parent), WebApplicationType.SERVLET)) {
			assertSame(with, without);
			await()
				.until(() -> with.get("/actuator/prometheus").contains("health_status{component=\"readiness\"} 1.0"));
		}
	}

	@Test
	void healthIsAskedOnceByTheEndpointAndOnceForTheScrapeWhileBootsCacheHolds() throws Exception {
		try (Twin with = new Twin(true, new SpringApplicationBuilder(App.class, Clustered.class),
				WebApplicationType.SERVLET, "management.endpoint.health.cache.time-to-live=1h",
				"sightglass.health.include=*", "sightglass.health.interval=100ms",
				"sightglass.cluster.interval=100ms")) {
			Asked asked = with.context().getBean(Asked.class);
			await().until(() -> {
				with.get("/actuator/health");
				with.get("/actuator/prometheus");
				return asked.cluster().get() > 5 && asked.db().get() > 1;
			});
			assertThat(asked.db()).hasValue(2);
		}
	}

	private static SpringApplicationBuilder child(boolean with, Class<?> parent) {
		return new SpringApplicationBuilder(parent).properties(Twin.exclude(with))
			.web(WebApplicationType.NONE)
			.child(App.class);
	}

	private static void assertSame(Twin with, Twin without) throws Exception {
		assertThat(with.context().getBean(Instruments.class)).isNotNull();
		assertThat(without.context().getBeanProvider(Instruments.class)).isEmpty();
		assertThat(with.beans()).isEqualTo(less(without.beans(), OURS_INSTEAD));
		assertThat(less(with.made(), MADE_EARLIER)).isEqualTo(less(less(without.made(), OURS_INSTEAD), MADE_EARLIER));
		if (with.hasServer()) {
			for (String path : List.of("/hello/world", "/nowhere", "/failing/1", "/actuator/health/db",
					"/actuator/health")) {
				assertThat(with.get(path)).isEqualTo(without.get(path));
			}
		}
		await().untilAsserted(() -> {
			List<String> more = new ArrayList<>(with.threads());
			without.threads().forEach(more::remove);
			assertThat(more).isEmpty();
		});
	}

	private static SortedSet<String> less(SortedSet<String> names, Set<String> these) {
		SortedSet<String> less = new TreeSet<>(names);
		less.removeAll(these);
		return less;
	}

	record Asked(AtomicInteger db, AtomicInteger cluster) {
	}

	@Configuration(proxyBeanMethods = false)
	static class Word {

		@Bean
		String word() {
			return "word";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Api.class)
	static class App {

		@Bean
		Asked asked() {
			return new Asked(new AtomicInteger(), new AtomicInteger());
		}

		@Bean
		HealthIndicator dbHealthIndicator(Asked asked) {
			return () -> Health.up().withDetail("asked", asked.db().incrementAndGet()).build();
		}

		@Bean
		RestClient restClient(RestClient.Builder builder) {
			return builder.build();
		}

		@Bean
		@Lazy
		WebClient webClient(WebClient.Builder builder) {
			return builder.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Clustered {

		@Bean
		ClusterState cluster(Asked asked) {
			return new ClusterState() {
				@Override
				public Map<String, Integer> members() {
					return Map.of("any", asked.cluster().incrementAndGet());
				}
			};
		}

	}

	@RestController
	static class Api {

		@GetMapping("/hello/{name}")
		Map<String, String> hello(@PathVariable String name) {
			return Map.of("hello", name);
		}

		@GetMapping("/failing/{name}")
		String failing(@PathVariable String name) {
			throw new IllegalStateException(name);
		}

	}

}
