package io.sightglass.benchmarks.web;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application with one path, a server, Actuator and Prometheus. It imports nothing of
 * Sightglass, so that it runs without the starter too.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(SmallApplication.Orders.class)
public class SmallApplication {

	/**
	 * Starts it, and ends it at once where {@code benchmark.once} is set.
	 * @param args Boot's own
	 */
	public static void main(String[] args) {
		var context = SpringApplication.run(SmallApplication.class, args);
		if (Boolean.getBoolean("benchmark.once")) {
			System.exit(SpringApplication.exit(context));
		}
	}

	@RestController
	static class Orders {

		@GetMapping("/orders/{id}")
		String order(@PathVariable String id) {
			return id;
		}

	}

}
