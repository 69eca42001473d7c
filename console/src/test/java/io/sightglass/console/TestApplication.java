package io.sightglass.console;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * A small application with a route, a meter of its own and a hostile tag value.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(TestApplication.Orders.class)
class TestApplication {

	static final String HOSTILE = "<img src=x onerror=\"document.title='owned'\">";

	@RestController
	static class Orders {

		private final MeterRegistry registry;

		Orders(MeterRegistry registry) {
			this.registry = registry;
			registry.more().longTaskTimer("imports.running").start();
		}

		@GetMapping("/orders/{id}")
		String order(@PathVariable String id) {
			this.registry.counter("orders.seen").increment();
			return id;
		}

		@GetMapping("/tenants/{id}")
		String tenant(@PathVariable String id) {
			this.registry.counter("tenants.seen", "tenant", id).increment();
			return id;
		}

		@GetMapping("/refunds")
		String refund() {
			this.registry.counter("a.refund").increment();
			return "done";
		}

		@GetMapping("/hostile")
		String hostile() {
			this.registry
				.counter("http.requests", "method", "GET", "uri", HOSTILE, "status", "200", "outcome", "SUCCESS")
				.increment();
			return "done";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty("test.admins-only")
	static class AdminsOnly {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((
					requests) -> requests.requestMatchers("/actuator/**").hasRole("ADMIN").anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		UserDetailsService people() {
			return new InMemoryUserDetailsManager(
					User.withUsername("root").password("{noop}secret").roles("ADMIN").build(),
					User.withUsername("ada").password("{noop}secret").roles("USER").build());
		}

	}

}
