package io.sightglass.clinic;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.annotation.Timed;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Cloud refreshes an application with Sightglass as it does without.
 */
class RefreshScopeTests {

	@Test
	void aRefreshMakesABeanAnewAndItsMeterGoesOn() {
		List<String> without = refreshed(false);
		assertThat(without).containsExactly("made", "greeted", "destroyed", "refreshed", "made", "greeted",
				"destroyed");
		assertThat(refreshed(true)).isEqualTo(without);
	}

	private static List<String> refreshed(boolean with) {
		List<String> events = new CopyOnWriteArrayList<>();
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Scoped.class)
			.initializers((starting) -> starting.getBeanFactory().registerSingleton("events", events))
			.web(WebApplicationType.NONE)
			.properties("sightglass.enabled=" + with, "spring.main.banner-mode=off", "spring.sql.init.mode=never",
					"management.metrics.use-global-registry=false", "spring.cloud.compatibility-verifier.enabled=false")
			.run()) {
			Greeter greeter = context.getBean(Greeter.class);
			greeter.greet();
			context.getBean(ContextRefresher.class).refresh();
			events.add("refreshed");
			greeter.greet();
			if (with) {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.get("greeted").timer().count()).isEqualTo(2);
				assertThat(registry.get("greeted").timers()).hasSize(1);
			}
		}
		return events;
	}

	static class Greeter implements AutoCloseable {

		private final List<String> events;

		Greeter(List<String> events) {
			this.events = events;
			events.add("made");
		}

		@Timed("greeted")
		void greet() {
			this.events.add("greeted");
		}

		@Override
		public void close() {
			this.events.add("destroyed");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(
			excludeName = { "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
					"org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration" })
	static class Scoped {

		@Bean
		@RefreshScope
		Greeter greeter(List<String> events) {
			return new Greeter(events);
		}

	}

}
