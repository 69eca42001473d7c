package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.sightglass.autoconfigure.docs.EndingsPage;
import io.sightglass.autoconfigure.pipeline.PipelineShutDownTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the last push says of what was under way when the application ended, be it that of
 * a registry that pushes by itself or that of Prometheus.
 */
class ShutDownTests {

	@ParameterizedTest
	@EnumSource
	void pushesTheEndOfWhatWasUnderWay(Ending ending) throws Exception {
		LastPushes pushes = end(ending);
		assertThat(pushes.scraped()).isEqualTo(ending.countsAs);
		assertThat(pushes.stepped()).isEqualTo(ending.countsAs);
	}

	@Test
	void writesThePage() throws IOException {
		EndingsPage.check("The application ends", Stream.<EndingsPage.Row>concat(Arrays.stream(Ending.values()),
				Arrays.stream(PipelineShutDownTests.Ending.values()))
			.toArray(EndingsPage.Row[]::new));
	}

	private static LastPushes end(Ending ending) throws Exception {
		Server server = ending.server;
		ConfigurableApplicationContext app = new SpringApplicationBuilder(server.app(), LastPushes.Beans.class,
				server.isReactive() ? ReactiveApi.class : ServletApi.class)
			.web(server.isReactive() ? WebApplicationType.REACTIVE : WebApplicationType.SERVLET)
			.properties("server.port=0", "server.address=127.0.0.1", "management.metrics.use-global-registry=false",
					"spring.main.banner-mode=off", "spring.main.lazy-initialization=true",
					"spring.autoconfigure.exclude=" + server.others())
			.run("--server.shutdown=" + (ending.grace.isEmpty() ? "immediate" : "graceful"),
					"--spring.lifecycle.timeout-per-shutdown-phase=" + (ending.grace.isEmpty() ? "10s" : ending.grace));
		SlowApi api = app.getBean(SlowApi.class);
		LastPushes pushes = app.getBean(LastPushes.class);
		CompletableFuture<HttpResponse<String>> answer = ask(app);
		assertThat(api.begun.await(10, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<Void> closed = CompletableFuture.runAsync(app::close);
		assertThat(pushes.closing.await(10, TimeUnit.SECONDS)).isTrue();
		if (ending.inTime) {
			api.end();
		}
		closed.get(30, TimeUnit.SECONDS);
		api.end();
		answer.handle((response, error) -> response).get(30, TimeUnit.SECONDS);
		return pushes;
	}

	private static CompletableFuture<HttpResponse<String>> ask(ConfigurableApplicationContext app) {
		String uri = "http://127.0.0.1:" + app.getEnvironment().getRequiredProperty("local.server.port") + "/slow";
		return HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.build()
			.sendAsync(HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(30)).build(),
					HttpResponse.BodyHandlers.ofString());
	}

	@RestController
	static class ServletApi extends SlowApi {

		@GetMapping("/slow")
		String slow() throws InterruptedException, ExecutionException, TimeoutException {
			this.begun.countDown();
			return this.answer.get(30, TimeUnit.SECONDS);
		}

	}

	@RestController
	static class ReactiveApi extends SlowApi {

		@GetMapping("/slow")
		Mono<String> slow() {
			this.begun.countDown();
			return Mono.fromFuture(this.answer);
		}

	}

	/**
	 * What is under way, and how long it has.
	 */
	enum Ending implements EndingsPage.Row {

		TOMCAT(Server.TOMCAT, true, "20s", "A request on Tomcat ends in the grace period",
				"`http_requests_total{outcome=\"SUCCESS\"}` 1, `http_requests_active` 0"),

		JETTY(Server.JETTY, true, "20s", "The same on Jetty",
				"`http_requests_total{outcome=\"SUCCESS\"}` 1, `http_requests_active` 0"),

		NETTY(Server.NETTY, true, "20s", "The same on Reactor Netty",
				"`http_requests_total{outcome=\"SUCCESS\"}` 1, `http_requests_active` 0"),

		TOMCAT_CUT_OFF(Server.TOMCAT, false, "200ms", "Tomcat interrupts a request after the grace period",
				"`http_requests_total{outcome=\"SERVER_ERROR\"}` 1, `http_requests_active` 0"),

		JETTY_CUT_OFF(Server.JETTY, false, "200ms", "A request on Jetty goes on after the grace period",
				"`http_requests_total{outcome=\"UNKNOWN\"}` 1, `http_requests_active` 0"),

		NETTY_CUT_OFF(Server.NETTY, false, "200ms", "The same on Reactor Netty",
				"`http_requests_total{outcome=\"UNKNOWN\"}` 1, `http_requests_active` 0"),

		NETTY_AT_ONCE(Server.NETTY, false, "", "The same without a grace period",
				"`http_requests_total{outcome=\"UNKNOWN\"}` 1, `http_requests_active` 0");

		private final Server server;

		private final boolean inTime;

		private final String grace;

		private final String ending;

		private final String countsAs;

		Ending(Server server, boolean inTime, String grace, String ending, String countsAs) {
			this.server = server;
			this.inTime = inTime;
			this.grace = grace;
			this.ending = ending;
			this.countsAs = countsAs;
		}

		@Override
		public String ending() {
			return this.ending;
		}

		@Override
		public String countsAs() {
			return this.countsAs;
		}

	}

}
