package io.sightglass.console;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
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
			registry.counter("http.requests", "method", "GET", "uri", HOSTILE, "status", "200", "outcome", "SUCCESS");
		}

		@GetMapping("/orders/{id}")
		String order(@PathVariable String id) {
			this.registry.counter("orders.seen").increment();
			return id;
		}

		@GetMapping("/hostile")
		String hostile() {
			this.registry
				.counter("http.requests", "method", "GET", "uri", HOSTILE, "status", "200", "outcome", "SUCCESS")
				.increment();
			return "done";
		}

	}

}
