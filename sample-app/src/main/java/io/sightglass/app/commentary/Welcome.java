package io.sightglass.app.commentary;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Says where to look, as soon as there is something to see.
 */
@Component
class Welcome {

	private static final Logger logger = LoggerFactory.getLogger("demo");

	private final Environment environment;

	Welcome(Environment environment) {
		this.environment = environment;
	}

	@EventListener(ApplicationStartedEvent.class)
	void say() {
		logger.info("Sightglass is running. Look at");
		addresses().forEach((address) -> logger.info("  {}", address));
		String prometheus = this.environment.getProperty("demo.prometheus");
		if (prometheus != null) {
			logger.info("  {}", "%-50s Prometheus, with our recording rules and alerts".formatted(prometheus));
		}
	}

	List<String> addresses() {
		String application = "http://localhost:" + value("local.server.port", "8080")
				+ value("server.servlet.context-path", "");
		String management = application;
		if (this.environment.containsProperty("management.server.port")) {
			management = "http://localhost:" + value("local.management.port", "8080")
					+ value("management.server.base-path", "");
		}
		String actuator = management + value("management.endpoints.web.base-path", "/actuator");
		String incidents = application + "/demo/incidents";
		return List.of("%-50s every meter, live".formatted(actuator + "/sightglass"),
				"%-50s the same, as Prometheus reads it".formatted(actuator + "/prometheus"),
				"%-50s a page of the application; add /invoice for a slow one".formatted(application + "/orders/42"),
				"%-50s what can go wrong; curl -X POST %s/scanner lets it".formatted(incidents, incidents));
	}

	private String value(String property, String fallback) {
		return this.environment.getProperty(property, fallback);
	}

}
