package io.sightglass.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.prometheus.FastScrapeEndpoint;
import io.sightglass.registry.SightglassPrometheusRegistry;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusOutputFormat;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.core.io.Resource;

/**
 * What does {@code /actuator/prometheus} cost below HTTP: Boot's endpoint with the client
 * library's scrape, the starter's, and handing the same bytes over? Each endpoint is the
 * bean of an application with a server, which has no other meters.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class ScrapeBenchmark {

	private static final String[] PROPERTIES = { Application.SERVLET,
			"--management.endpoints.web.exposure.include=prometheus", "--management.metrics.enable.all=false",
			"--management.metrics.enable.requests=true", "--sightglass.cardinality.max-values-per-tag=100000",
			"--sightglass.cardinality.max-series-per-meter=100001",
			"--sightglass.cardinality.max-scrape-samples=200000", "--sightglass.cardinality.max-scrape-size=1GB" };

	@Param({ "1000", "10000", "100000" })
	public int lines;

	@Param({ "counters", "timers" })
	public String meters = "counters";

	@Param({ "TEXT", "OPEN_METRICS" })
	public String format = "TEXT";

	private @Nullable Application application;

	private Endpoint endpoint = (format) -> new WebEndpointResponse<>(new byte[0]);

	private PrometheusOutputFormat wanted = PrometheusOutputFormat.CONTENT_TYPE_004;

	private byte[] body = {};

	@Setup
	public void start(BenchmarkParams benchmark) throws IOException {
		if (this.format.equals("OPEN_METRICS")) {
			this.wanted = PrometheusOutputFormat.CONTENT_TYPE_OPENMETRICS_100;
		}
		Application application = benchmark.getBenchmark().endsWith(".micrometer") ? stock() : sightglass();
		this.application = application;
		Scraped kind = Scraped.valueOf(this.meters.toUpperCase(Locale.ROOT));
		for (int i = 0; i < this.lines / kind.lines(); i++) {
			kind.series(application.bean(MeterRegistry.class), "requests", i);
		}
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		// The first scrape is the client library's.
		write(this.endpoint.scrape(this.wanted), out);
		out.reset();
		write(this.endpoint.scrape(this.wanted), out);
		this.body = out.toByteArray();
	}

	private Application stock() {
		Application stock = Application.stock(PROPERTIES);
		stock.registry(PrometheusMeterRegistry.class);
		PrometheusScrapeEndpoint boots = stock.bean(PrometheusScrapeEndpoint.class);
		this.endpoint = (format) -> boots.scrape(format, null);
		return stock;
	}

	private Application sightglass() {
		Application sightglass = Application.sightglass(PROPERTIES);
		sightglass.registry(SightglassPrometheusRegistry.class);
		FastScrapeEndpoint ours = sightglass.bean(FastScrapeEndpoint.class);
		this.endpoint = (format) -> ours.scrape(format, null);
		return sightglass;
	}

	@TearDown
	public void stop() {
		if (this.application != null) {
			this.application.close();
		}
	}

	/**
	 * The least: the bytes are there, and are handed over.
	 * @return how many bytes were written
	 */
	@Benchmark
	public long bytes(Sink sink) throws IOException {
		return written(new WebEndpointResponse<>(this.body), sink);
	}

	@Benchmark
	public long micrometer(Sink sink) throws IOException {
		return written(this.endpoint.scrape(this.wanted), sink);
	}

	@Benchmark
	public long sightglass(Sink sink) throws IOException {
		return written(this.endpoint.scrape(this.wanted), sink);
	}

	private static long written(WebEndpointResponse<?> answer, Sink sink) throws IOException {
		write(answer, sink);
		return sink.written();
	}

	// As Spring MVC does it, which knows both kinds of bodies.
	private static void write(WebEndpointResponse<?> answer, OutputStream out) throws IOException {
		Object body = Objects.requireNonNull(answer.getBody());
		if (body instanceof Resource resource) {
			try (InputStream in = resource.getInputStream()) {
				in.transferTo(out);
			}
		}
		else {
			out.write((byte[]) body);
		}
	}

	private interface Endpoint {

		WebEndpointResponse<?> scrape(PrometheusOutputFormat format);

	}

}
