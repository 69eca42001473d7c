package io.sightglass.console;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

/**
 * The test application on a real server.
 */
final class RunningConsole implements AutoCloseable {

	/**
	 * Kept: the JDK's client closes its connections once nothing holds it, even while an
	 * answer is still read.
	 */
	private static final RestClient CLIENT = RestClient.create();

	private final ConfigurableApplicationContext context;

	private RunningConsole(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static RunningConsole start(WebApplicationType type, String... properties) {
		List<String> all = new ArrayList<>(
				List.of("server.port=0", "management.endpoints.web.exposure.include=*", "spring.application.name=shop",
						"management.metrics.use-global-registry=false", "spring.autoconfigure.exclude=" + SECURITY));
		all.addAll(List.of(properties));
		return new RunningConsole(new SpringApplicationBuilder(TestApplication.class).web(type)
			.properties(all.toArray(String[]::new))
			.run());
	}

	static final String SECURITY = """
			org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration,\
			org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration,\
			org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,\
			org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration,\
			org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration,\
			org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration,\
			org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration,\
			org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration""";

	int port() {
		return port("local.server.port");
	}

	int managementPort() {
		return port("local.management.port");
	}

	String url(String path) {
		return "http://127.0.0.1:" + port() + path;
	}

	ResponseEntity<String> get(String url, MediaType... accept) {
		return CLIENT.get().uri(url).accept(accept).retrieve().onStatus((status) -> true, (request, response) -> {
		}).toEntity(String.class);
	}

	@Override
	public void close() {
		this.context.close();
	}

	private int port(String property) {
		Integer port = this.context.getEnvironment().getProperty(property, Integer.class);
		if (port == null) {
			throw new IllegalStateException("No " + property);
		}
		return port;
	}

}
