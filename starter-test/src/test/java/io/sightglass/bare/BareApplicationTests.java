package io.sightglass.bare;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class BareApplicationTests {

	private static final List<String> OPTIONAL = List.of("kafka", "spring-ai", "langchain4j", "spring-integration",
			"grpc", "spring-security", "opentelemetry", "spring-rabbit");

	@TempDir
	private Path directory;

	@Test
	void carriesTheStarterAndNothingOptional() throws IOException {
		assertThat(BareProcess.libraries()).anyMatch((name) -> name.startsWith("sightglass-spring-boot-autoconfigure"))
			.noneMatch((name) -> OPTIONAL.stream().anyMatch(name::contains));
		if (!BareProcess.has("spring-webflux")) {
			assertThat(BareProcess.libraries())
				.noneMatch((name) -> name.startsWith("netty-") || name.startsWith("reactor-"));
		}
	}

	@Test
	void startsAndShowsItself() throws IOException {
		try (BareProcess application = BareProcess.start(this.directory)) {
			assertThat(application.ownScrape()).contains("jvm_memory_used_bytes{", "\nsightglass_series ");
			assertThat(application.log()).doesNotContain(" WARN ").doesNotContain(" ERROR ");
		}
	}

	@Test
	void showsNothingOfOursWhenSwitchedOff() throws IOException {
		try (BareProcess application = BareProcess.start(this.directory, "sightglass.enabled=false")) {
			assertThat(application.ownScrape()).contains("jvm_memory_used_bytes{")
				.doesNotContain("sightglass_", "http_requests_", "connections_");
		}
	}

	@Test
	void answersAScrapeOverHttp() throws Exception {
		assumeTrue(BareProcess.has("spring-web-"), "no web layer");
		try (BareProcess application = BareProcess.start(this.directory)) {
			int port = application.port();
			assertThat(get(port, "/nowhere").statusCode()).isEqualTo(404);
			HttpResponse<String> scrape = get(port, "/actuator/prometheus");
			assertThat(scrape.statusCode()).isEqualTo(200);
			assertThat(scrape.body()).contains("jvm_memory_used_bytes{", "http_requests_active")
				.containsPattern("http_requests_total\\{.*status=\"404\".*} 1\\.0")
				.containsPattern("http_server_requests_seconds_count\\{.*status=\"404\".*} 1\\n")
				.containsPattern("connections_active\\{.*endpoint=\"web\".*}");
			assertThat(application.log()).doesNotContain(" WARN ").doesNotContain(" ERROR ");
		}
	}

	@Test
	void endsByItselfWithoutAWebLayer() throws Exception {
		assumeFalse(BareProcess.has("spring-web-"), "a server goes on");
		try (BareProcess application = BareProcess.start(this.directory)) {
			application.ownScrape();
			assertThat(application.exitCode()).isZero();
		}
	}

	private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					HttpResponse.BodyHandlers.ofString());
	}

}
