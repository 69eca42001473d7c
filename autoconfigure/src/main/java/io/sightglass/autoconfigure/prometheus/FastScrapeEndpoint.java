package io.sightglass.autoconfigure.prometheus;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.sightglass.autoconfigure.part.Guard;
import io.sightglass.scrape.FastScrape;
import io.sightglass.scrape.ScrapeFormat;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusOutputFormat;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.core.io.InputStreamResource;

/**
 * Boot's Prometheus endpoint on the web, written from cached text where that is possible.
 * Boot goes on choosing the format, and protobuf is its own.
 */
@EndpointWebExtension(endpoint = PrometheusScrapeEndpoint.class)
public final class FastScrapeEndpoint {

	private static final int EXTRA = 1024;

	private static final List<String> SUFFIXES = List.of("_total", "_info", "_created", "_bucket", "_count", "_sum");

	private final Guard guard = new Guard(FastScrapeAutoConfiguration.PART, FastScrapeAutoConfiguration.INSTEAD);

	private final FastScrape scrape;

	private final PrometheusScrapeEndpoint boots;

	private final boolean streams;

	private volatile int size = EXTRA;

	FastScrapeEndpoint(FastScrape scrape, PrometheusScrapeEndpoint boots, boolean streams) {
		this.scrape = scrape;
		this.boots = boots;
		this.streams = streams;
	}

	/**
	 * Answers a scrape.
	 * @param format what was negotiated; nothing where the header is empty
	 * @param includedNames the families that are wanted, all if there are none
	 * @return the response
	 */
	@ReadOperation(producesFrom = PrometheusOutputFormat.class)
	public WebEndpointResponse<?> scrape(@Nullable PrometheusOutputFormat format, @Nullable Set<String> includedNames) {
		Set<String> families = (includedNames != null) ? families(includedNames) : null;
		// An empty Accept header accepts nothing; Boot's endpoint fails at it.
		PrometheusOutputFormat chosen = (format != null) ? format : PrometheusOutputFormat.CONTENT_TYPE_004;
		return switch (chosen) {
			case CONTENT_TYPE_004 -> answer(ScrapeFormat.TEXT, chosen, families);
			case CONTENT_TYPE_OPENMETRICS_100 -> answer(ScrapeFormat.OPEN_METRICS, chosen, families);
			default -> this.boots.scrape(chosen, families);
		};
	}

	// Boot takes the names of families alone; here one may also copy that of a sample.
	private static Set<String> families(Set<String> names) {
		Set<String> families = new LinkedHashSet<>(names);
		for (String name : names) {
			SUFFIXES.stream()
				.filter(name::endsWith)
				.forEach((suffix) -> families.add(name.substring(0, name.length() - suffix.length())));
		}
		return families;
	}

	private WebEndpointResponse<?> answer(ScrapeFormat format, PrometheusOutputFormat produced,
			@Nullable Set<String> names) {
		if (this.streams) {
			return new WebEndpointResponse<>(
					new InputStreamResource(new ScrapeStream((out) -> write(format, produced, names, out))), produced);
		}
		try {
			ByteArrayOutputStream out = new ByteArrayOutputStream(this.size);
			write(format, produced, names, out);
			this.size = out.size() + EXTRA;
			return new WebEndpointResponse<>(out.toByteArray(), produced);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Writing metrics failed", ex);
		}
	}

	private void write(ScrapeFormat format, PrometheusOutputFormat produced, @Nullable Set<String> names,
			OutputStream out) throws IOException {
		Begun begun = new Begun(out);
		this.guard.<FastScrapeEndpoint, IOException>either(() -> {
			this.scrape.write(format, names, begun);
			return this;
		}, () -> {
			if (begun.begun) {
				throw new IOException("The scrape broke off, the next one is the stock endpoint's");
			}
			byte[] text = this.boots.scrape(produced, names).getBody();
			out.write(Objects.requireNonNull(text));
			return this;
		});
	}

	private static final class Begun extends FilterOutputStream {

		private boolean begun;

		Begun(OutputStream out) {
			super(out);
		}

		@Override
		public void write(int next) throws IOException {
			this.begun = true;
			this.out.write(next);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			this.begun = true;
			this.out.write(bytes, offset, length);
		}

	}

}
