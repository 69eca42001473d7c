package io.sightglass.autoconfigure.lifetime;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.pipeline.PipelineMeters;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * An application that does a little of everything against a server that outlives it.
 */
final class LivingApp implements AutoCloseable {

	// Libraries that are tried elsewhere would only make the start slow.
	private static final Pattern USED = Pattern.compile("io\\.sightglass\\..*|org\\.springframework\\.boot\\."
			+ "(autoconfigure|actuate|http|webclient|restclient|tomcat|jetty|reactor|webmvc|webflux|micrometer\\.[mo]|servlet|health)"
			+ ".*");

	private static final String UNUSED = ImportCandidates.load(AutoConfiguration.class, null)
		.getCandidates()
		.stream()
		.filter((name) -> !USED.matcher(name).matches())
		.collect(Collectors.joining(",", "spring.autoconfigure.exclude=", ""));

	private final ConfigurableApplicationContext context;

	// Without a quiet period Reactor Netty may wait for ever: it closes its idle
	// connections and their loop at once, and a loop that is gone tells nobody that they
	// are closed.
	LivingApp(Kind kind, String... properties) {
		this.context = start(kind, List.of(properties));
	}

	static ConfigurableApplicationContext start(Kind kind, List<String> properties, Class<?>... more) {
		List<String> all = new ArrayList<>(List.of("server.port=0", "sightglass.llm.budget.daily-usd=100",
				"spring.reactor.netty.shutdown-quiet-period=100ms", "server.shutdown=immediate",
				"server.address=127.0.0.1", "management.endpoints.web.exposure.include=*",
				"spring.main.banner-mode=off", "spring.main.lazy-initialization=true",
				"spring.main.log-startup-info=false", UNUSED));
		all.addAll(properties);
		return new SpringApplicationBuilder(App.class).sources(more)
			.web(kind.type())
			.resourceLoader(new DefaultResourceLoader(kind.classPath()))
			.properties(all.toArray(String[]::new))
			.run();
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	MeterRegistry registry() {
		return this.context.getBean(MeterRegistry.class);
	}

	boolean hasServer() {
		return this.context.getEnvironment().containsProperty("local.server.port");
	}

	void work(String elsewhere) {
		ask(elsewhere);
		this.context.getBeanProvider(RestClient.Builder.class)
			.ifAvailable((rest) -> rest.build().get().uri(elsewhere).retrieve().body(String.class));
		if (hasServer()) {
			get("/hello");
		}
		this.context.getBeanProvider(ConnectionMeters.class).ifAvailable((meters) -> {
			meters.endpoint("feed", "tcp", Role.CLIENT).opened().close();
			this.context.getBean(PipelineMeters.class).pipeline("orders").stage("check").processed(1);
			LlmMeters llm = this.context.getBean(LlmMeters.class);
			llm.start("openai", "gpt-4o", "chat").done();
			this.context.getBean(Open.class).calls.add(llm.start("openai", "gpt-4o", "chat"));
		});
		if (hasServer()) {
			scrape();
		}
	}

	void ask(String elsewhere) {
		this.context.getBean(WebClient.class)
			.get()
			.uri(elsewhere)
			.retrieve()
			.bodyToMono(String.class)
			.block(Duration.ofSeconds(20));
	}

	String scrape() {
		return get("/actuator/prometheus");
	}

	String get(String path) {
		try {
			int port = this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path)
				.toURL()
				.openConnection();
			connection.setRequestProperty("Connection", "close");
			try (InputStream body = connection.getInputStream()) {
				return new String(body.readAllBytes(), StandardCharsets.UTF_8);
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Api.class, Open.class })
	static class App {

		@Bean
		WebClient client(WebClient.Builder builder) {
			return builder.build();
		}

	}

	/**
	 * What is still open when the application ends.
	 */
	static class Open {

		private final List<LlmCall> calls = new ArrayList<>();

	}

	@RestController
	static class Api {

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

	}

}
