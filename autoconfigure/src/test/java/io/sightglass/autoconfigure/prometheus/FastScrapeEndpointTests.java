package io.sightglass.autoconfigure.prometheus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.sightglass.autoconfigure.CoreContext;
import io.sightglass.registry.internal.scrape.NativeRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class FastScrapeEndpointTests {

	private static final List<String> ACCEPTS = Arrays.asList(null, "*/*", "text/plain", "text/plain;version=0.0.4",
			"application/openmetrics-text",
			"application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.4",
			"application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,"
					+ "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
			"application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
			"application/json", "text/html,*/*;q=0.1", "nonsense");

	private static final List<String> QUERIES = List.of("", "?includedNames=own_counter",
			"?includedNames=own_counter&includedNames=own_timer_seconds_max", "?includedNames=none", "?includedNames=");

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
	void answersAsBootDoes(WebApplicationType type) {
		try (ScrapeApp fast = new ScrapeApp(type);
				ScrapeApp boots = new ScrapeApp(type, "sightglass.scrape.enabled=false")) {
			assertThat(fast.context().getBeansOfType(FastScrapeEndpoint.class)).hasSize(1);
			assertThat(boots.context().getBeansOfType(FastScrapeEndpoint.class)).isEmpty();
			for (String query : QUERIES) {
				for (String accept : ACCEPTS) {
					// The second scrape is the one from kept text.
					for (int i = 0; i < 2; i++) {
						HttpResponse<byte[]> expected = boots.get("/actuator/prometheus" + query, accept);
						HttpResponse<byte[]> actual = fast.get("/actuator/prometheus" + query, accept);
						String what = query + " " + accept;
						assertThat(actual.statusCode()).as(what).isEqualTo(expected.statusCode());
						assertThat(actual.headers().allValues("Content-Type")).as(what)
							.isEqualTo(expected.headers().allValues("Content-Type"));
						assertThat(text(actual)).as(what).isEqualTo(text(expected));
					}
				}
			}
			HttpResponse<byte[]> last = fast.get("/actuator/prometheus", null);
			assertThat(last.headers().firstValue("Content-Length").isEmpty())
				.isEqualTo(type == WebApplicationType.SERVLET);
			assertThat(text(last)).contains("own_counter_total{k=\"ü \\\"quoted\\\"\"} 3.0",
					"own_timer_seconds_bucket{le=\"0.005\"} 0");
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
	void showsNativeHistogramsInProtobuf(WebApplicationType type) throws IOException {
		String protobuf = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";
		try (ScrapeApp natives = new ScrapeApp(type, "sightglass.histograms.mode=native")) {
			HttpResponse<byte[]> answer = natives.get("/actuator/prometheus?includedNames=own_timer_seconds", protobuf);
			ByteArrayOutputStream expected = new ByteArrayOutputStream();
			PrometheusRegistry registry = natives.context().getBean(PrometheusRegistry.class);
			ExpositionFormats.init()
				.findWriter(protobuf)
				.write(expected, registry.scrape("own_timer_seconds"::equals, NativeRequest.REQUEST));
			assertThat(answer.body()).isEqualTo(expected.toByteArray());
			assertThat(((HistogramSnapshot) registry.scrape("own_timer_seconds"::equals, NativeRequest.REQUEST).get(0))
				.getDataPoints()).allMatch(HistogramSnapshot.HistogramDataPointSnapshot::hasNativeHistogramData);
		}
	}

	// Boot's own endpoint answers 500 on Tomcat.
	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
	void anEmptyAcceptHeaderGetsTheText(WebApplicationType type) {
		try (ScrapeApp app = new ScrapeApp(type)) {
			HttpResponse<byte[]> response = app.get("/actuator/prometheus", "");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(text(response)).contains("own_counter_total{");
		}
	}

	// Boot knows the families' names alone.
	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
	void takesTheNamesOfSamplesToo(WebApplicationType type) {
		try (ScrapeApp app = new ScrapeApp(type)) {
			app.context().getBean(MeterRegistry.class).gauge("own.info", 1);
			for (int i = 0; i < 3; i++) {
				assertThat(text(app.get("/actuator/prometheus?includedNames=own_info", null))).contains("own_info 1")
					.doesNotContain("own_timer");
			}
			assertThat(text(app.get("/actuator/prometheus?includedNames=own_counter_total", null)))
				.contains("own_counter_total{")
				.doesNotContain("own_timer");
			for (String sample : List.of("bucket", "count", "sum")) {
				assertThat(text(app.get("/actuator/prometheus?includedNames=own_timer_seconds_" + sample, null)))
					.contains("own_timer_seconds_" + sample)
					.doesNotContain("own_counter");
			}
		}
	}

	@Test
	void isThereWithBootsEndpoint() {
		runner().run((context) -> assertThat(context).hasSingleBean(FastScrapeEndpoint.class));
	}

	@Test
	void theApplicationsOwnEndpointStands() {
		runner()
			.withBean(PrometheusScrapeEndpoint.class,
					() -> new PrometheusScrapeEndpoint(new PrometheusRegistry(), null))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(FastScrapeEndpoint.class));
	}

	@Test
	void theApplicationsOwnRegistryStands() {
		runner().withBean(PrometheusRegistry.class, PrometheusRegistry::new)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(FastScrapeEndpoint.class));
	}

	@Test
	void isAbsentWhereTheEndpointIsNotExposed() {
		runner().withPropertyValues("management.endpoints.web.exposure.exclude=prometheus")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(FastScrapeEndpoint.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "sightglass.enabled=false", "sightglass.scrape.enabled=false" })
	void isAbsentWhereItIsOff(String property) {
		runner().withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(FastScrapeEndpoint.class)
				.hasSingleBean(PrometheusScrapeEndpoint.class));
	}

	@Test
	void isNotNeededWithoutPrometheus() {
		new ApplicationContextRunner()
			.withClassLoader(new FilteredClassLoader("io.prometheus", "io.micrometer.prometheusmetrics"))
			.withConfiguration(AutoConfigurations.of(FastScrapeAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(FastScrapeEndpoint.class));
	}

	private static WebApplicationContextRunner runner() {
		return CoreContext.web()
			.withConfiguration(AutoConfigurations.of(FastScrapeAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=*");
	}

	// An error page has the time in it, and protobuf the moment of creation.
	private static String text(HttpResponse<byte[]> response) {
		boolean comparable = response.statusCode() == 200
				&& !response.headers().firstValue("Content-Type").orElse("").contains("protobuf");
		return comparable ? new String(response.body(), StandardCharsets.UTF_8) : "";
	}

}
