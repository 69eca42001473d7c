package io.sightglass.benchmarks;

import java.util.Map;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that Spring Boot wires, as users have it: a benchmark of the starter
 * measures its beans, and whatever filters, clock and limits come with them. Its twin
 * without the starter is wired by Boot in the same way.
 */
public final class Application implements AutoCloseable {

	/** What makes an application the stock one. */
	public static final String STOCK = "--sightglass.enabled=false";

	/** With a server, on any port. */
	public static final String SERVLET = "--spring.main.web-application-type=servlet";

	// Of several applications in one process each has its own meters.
	private static final Map<String, Object> DEFAULTS = Map.of("server.port", "0",
			"management.metrics.use-global-registry", "false", "logging.level.root", "WARN", "spring.main.banner-mode",
			"off");

	private final ConfigurableApplicationContext context;

	private Application(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * An application with the starter, and without a server unless an argument asks for
	 * one.
	 * @param arguments properties, as on a command line
	 * @return the application
	 */
	public static Application sightglass(String... arguments) {
		return start(Plain.class, arguments);
	}

	/**
	 * The same without the starter.
	 * @param arguments properties, as on a command line
	 * @return the application
	 */
	public static Application stock(String... arguments) {
		return start(Plain.class, Stream.concat(Stream.of(STOCK), Stream.of(arguments)).toArray(String[]::new));
	}

	/**
	 * An application with beans of its own.
	 * @param source the application's class
	 * @param arguments properties, as on a command line
	 * @return the application
	 */
	public static Application start(Class<?> source, String... arguments) {
		SpringApplication application = new SpringApplication(source);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setDefaultProperties(DEFAULTS);
		return new Application(application.run(arguments));
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/**
	 * The registry, where it is the one that is meant: a figure of another one would be
	 * wrong, and would not show it.
	 * @param meant its class, and no class above it
	 * @return the registry
	 */
	public MeterRegistry registry(Class<? extends MeterRegistry> meant) {
		MeterRegistry registry = bean(MeterRegistry.class);
		if (registry.getClass() != meant) {
			throw new IllegalStateException(
					"To be measured was a " + meant + ", but the application has a " + registry.getClass());
		}
		return registry;
	}

	public String property(String name) {
		return this.context.getEnvironment().getRequiredProperty(name);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Plain {

	}

}
