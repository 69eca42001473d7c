package io.sightglass.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ScrapeHandlerTests {

	// As Prometheus 2.42 sends it.
	private static final String OLD = "application/openmetrics-text;version=1.0.0,"
			+ "application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);

	private HttpServer server;

	@BeforeEach
	void start() throws IOException {
		this.registry.counter("orders.placed").increment(3);
		this.registry.timer("checkout");
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/metrics", new ScrapeHandler(this.registry));
		this.server.createContext("/stock", new ScrapeHandler(stock()));
		this.server.createContext("/broken", new ScrapeHandler(new Broken()));
		this.server.start();
	}

	private static PrometheusMeterRegistry stock() {
		PrometheusMeterRegistry stock = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		stock.counter("orders.placed").increment();
		return stock;
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
		this.registry.close();
	}

	@Test
	void answersTextToWhomSaysNothing() throws Exception {
		HttpResponse<byte[]> response = send(request("/metrics"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
		assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
		assertThat(text(response)).isEqualTo(this.registry.scrape()).contains("orders_placed_total 3.0\n");
	}

	@Test
	void answersOpenMetricsInGzipToPrometheus() throws Exception {
		HttpResponse<byte[]> response = send(
				request("/metrics").header("Accept", OLD).header("Accept-Encoding", "gzip"));
		assertThat(response.headers().firstValue("Content-Type")).get()
			.asString()
			.startsWith("application/openmetrics-text; version=1.0.0");
		assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
		try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
			assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8))
				.contains("# TYPE orders_placed counter\n", "orders_placed_total 3.0\n")
				.endsWith("# EOF\n");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "gzip | true", "GZIP | true", "deflate, gzip;q=0.5 | true", "gzip;q=0 | false",
					"gzip; q=0.000 | false", "gzip;\tq=0 | false", "identity | false", "* | false", "'' | false" })
	void compressesForWhomTakesIt(String encoding, boolean gzip) throws Exception {
		HttpResponse<byte[]> response = send(request("/metrics").header("Accept-Encoding", encoding));
		assertThat(response.headers().firstValue("Content-Encoding").isPresent()).isEqualTo(gzip);
		assertThat(response.headers().firstValue("Vary")).contains("Accept, Accept-Encoding");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "nonsense", ";;;q=,", "text/html" })
	void answersTextToWhomAsksForNothingThatThereIs(String accept) throws Exception {
		assertThat(text(send(request("/metrics").header("Accept", accept)))).isEqualTo(this.registry.scrape());
	}

	@ParameterizedTest
	@ValueSource(strings = { "name[]=orders_placed_total", "name%5B%5D=orders_placed", "a&=&name[]=orders_placed&b=1" })
	void leavesOutWhatWasNotAskedFor(String query) throws Exception {
		assertThat(text(send(request("/metrics?" + query)))).contains("orders_placed_total 3.0")
			.doesNotContain("checkout");
	}

	@ParameterizedTest
	@ValueSource(strings = { "name[]=gone", "name[]=" })
	void answersNothingWhereNothingHasTheName(String query) throws Exception {
		HttpResponse<byte[]> response = send(request("/metrics?" + query));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEmpty();
	}

	@Test
	void answersAHeadWithoutABody() throws Exception {
		HttpResponse<byte[]> response = send(request("/metrics").method("HEAD", HttpRequest.BodyPublishers.noBody()));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValueAsLong("Content-Length"))
			.hasValue(this.registry.scrape().getBytes(StandardCharsets.UTF_8).length);
		assertThat(response.body()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "POST, /metrics, 405", "DELETE, /metrics, 405", "GET, /metrics/, 404", "GET, /metricsandmore, 404",
			"POST, /metrics/x, 404" })
	void refusesWhatIsNoScrape(String method, String path, int status) throws Exception {
		HttpResponse<byte[]> response = send(request(path).method(method, HttpRequest.BodyPublishers.ofString("body")));
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
	}

	@Test
	void takesMicrometersRegistry() throws Exception {
		assertThat(text(send(request("/stock")))).contains("orders_placed_total 1.0\n");
	}

	@Test
	void answersAnErrorAndNoHalfAPage() throws Exception {
		HttpResponse<byte[]> response = send(request("/broken").header("Accept-Encoding", "gzip"));
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
		assertThat(text(response)).isEqualTo("The scrape failed: java.lang.IllegalStateException\n");
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(
				URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + path.replace("[]", "%5B%5D")));
	}

	private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
		return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
	}

	private static String text(HttpResponse<byte[]> response) {
		return new String(response.body(), StandardCharsets.UTF_8);
	}

	private static final class Broken extends PrometheusMeterRegistry {

		Broken() {
			super(PrometheusConfig.DEFAULT);
		}

		@Override
		public void scrape(OutputStream out, String contentType) throws IOException {
			out.write("half".getBytes(StandardCharsets.UTF_8));
			throw new IllegalStateException("no");
		}

	}

}
