package io.sightglass.secured;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application on a real server, with a port of its own for management, asked over
 * HTTP/2.
 */
final class RunningApplication implements AutoCloseable {

	static final String KNOWN = "warden:secret";

	private static final String TOMCATS = "org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration,"
			+ "org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration";

	private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_2)
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	private final ConfigurableApplicationContext context;

	RunningApplication(WebApplicationType type, boolean ours, String... properties) {
		this.context = new SpringApplicationBuilder(SecuredApplication.class).web(type)
			.properties("server.port=0", "server.address=127.0.0.1", "server.http2.enabled=true",
					"management.server.port=0", "management.server.address=127.0.0.1",
					"management.endpoints.web.exposure.include=*", "spring.security.user.name=warden",
					"spring.security.user.password=secret", "spring.main.banner-mode=off",
					"spring.main.log-startup-info=false", "logging.level.root=OFF", "sightglass.enabled=" + ours,
					"spring.autoconfigure.exclude=" + ((type == WebApplicationType.REACTIVE) ? TOMCATS : ""))
			.properties(properties)
			.run();
	}

	HttpResponse<String> ask(String method, String path, @Nullable String who, String accept) {
		return send("local.server.port", method, path, who, accept);
	}

	HttpResponse<String> manage(String path, @Nullable String who) {
		return send("local.management.port", "GET", path, who, "*/*");
	}

	private HttpRequest.Builder request(String port, String method, String path, @Nullable String who, String accept) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.context.getEnvironment().getProperty(port) + path))
			.timeout(Duration.ofSeconds(30))
			.header("Accept", accept)
			.method(method, HttpRequest.BodyPublishers.noBody());
		if (who != null) {
			request.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(who.getBytes(StandardCharsets.UTF_8)));
		}
		return request;
	}

	private HttpResponse<String> send(String port, String method, String path, @Nullable String who, String accept) {
		try {
			return this.client.send(request(port, method, path, who, accept).build(),
					HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Asks without waiting for the answer, over HTTP/1.1: the JDK's client gives up what
	 * is in flight where a server says over HTTP/2 that it is going.
	 * @param path the path
	 * @return the status
	 */
	CompletableFuture<Integer> askLater(String path) {
		HttpRequest request = request("local.server.port", "GET", path, KNOWN, "*/*")
			.version(HttpClient.Version.HTTP_1_1)
			.build();
		return this.client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
			.thenApply(HttpResponse::statusCode);
	}

	String scrape() {
		return this.context.getBean(PrometheusMeterRegistry.class).scrape();
	}

	/**
	 * The values of a scrape's lines.
	 * @param scrape the scrape
	 * @param names which names
	 * @return the values by name and tags
	 */
	static Map<String, Double> values(String scrape, Predicate<String> names) {
		Map<String, Double> values = new TreeMap<>();
		for (String line : scrape.split("\n")) {
			Matcher parts = LINE.matcher(line);
			if (parts.matches() && names.test(parts.group(1))) {
				values.put(parts.group(1) + '{' + parts.group(2) + '}', Double.valueOf(parts.group(3)));
			}
		}
		return values;
	}

	@Override
	public void close() {
		this.context.close();
	}

}
