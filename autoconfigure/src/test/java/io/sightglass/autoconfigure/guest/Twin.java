package io.sightglass.autoconfigure.guest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application with Sightglass, or the same one without.
 */
final class Twin implements AutoCloseable {

	// Libraries that are tried elsewhere would only make the start slow.
	private static final Pattern USED = Pattern.compile("org\\.springframework\\.boot\\."
			+ "(autoconfigure|actuate|http|webclient|restclient|tomcat|reactor|webmvc|webflux|micrometer\\.[mo]|servlet|health|jackson)"
			+ ".*");

	private static final Pattern EACH_TIME = Pattern.compile("\"(timestamp|requestId)\":\"[^\"]*\"|\"free\":\\d+");

	private final OwnThreads threads = new OwnThreads();

	private final ConfigurableApplicationContext context;

	Twin(boolean with, SpringApplicationBuilder application, WebApplicationType type, String... properties)
			throws Exception {
		this.context = this.threads.call(() -> application.web(type)
			.properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
					"management.endpoints.web.exposure.include=*", "spring.main.log-startup-info=false", exclude(with))
			.properties(properties)
			.run());
	}

	static String exclude(boolean with) {
		Predicate<String> used = (name) -> name.startsWith("io.sightglass.") ? with : USED.matcher(name).matches();
		return ImportCandidates.load(AutoConfiguration.class, null)
			.getCandidates()
			.stream()
			.filter(used.negate())
			.collect(Collectors.joining(",", "spring.autoconfigure.exclude=", ""));
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	List<String> threads() {
		return this.threads.names();
	}

	/**
	 * The names of the beans that there are, but for ours.
	 * @return names
	 */
	SortedSet<String> beans() {
		return withoutOurs(Arrays.stream(this.context.getBeanDefinitionNames()));
	}

	/**
	 * The names of the beans that were made, but for ours.
	 * @return names
	 */
	SortedSet<String> made() {
		ConfigurableListableBeanFactory beans = this.context.getBeanFactory();
		return withoutOurs(Arrays.stream(beans.getSingletonNames()));
	}

	private static SortedSet<String> withoutOurs(Stream<String> names) {
		return names.filter((name) -> !name.startsWith("sightglass") && !name.contains("io.sightglass.autoconfigure."))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	boolean hasServer() {
		return this.context.getEnvironment().containsProperty("local.server.port");
	}

	String get(String path) throws Exception {
		int port = this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					HttpResponse.BodyHandlers.ofString());
		return response.statusCode() + " " + response.headers().map().keySet() + " "
				+ EACH_TIME.matcher(response.body()).replaceAll("");
	}

	@Override
	public void close() {
		this.context.close();
	}

}
