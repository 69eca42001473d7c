package io.sightglass.autoconfigure.prometheus;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import io.sightglass.instrumentation.internal.part.OptionalPart;
import io.sightglass.registry.internal.scrape.FastScrape;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusOutputFormat;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.core.io.InputStreamResource;

/**
 * Boot's Prometheus endpoint on the web, written from cached text where that is possible.
 * Boot goes on choosing the format. Protobuf is the client library's text, with native
 * histograms where there are some.
 */
@EndpointWebExtension(endpoint = PrometheusScrapeEndpoint.class)
public final class FastScrapeEndpoint {

	private static final int EXTRA = 1024;

	private static final String NOT_USABLE = "AsyncRequestNotUsableException";

	private static final Set<String> THE_CLIENTS = Set.of(NOT_USABLE, "AbortedException", "ClientAbortException",
			"EOFException", "EofException", "ClosedChannelException");

	private final OptionalPart part = new OptionalPart(FastScrapeAutoConfiguration.PART,
			FastScrapeAutoConfiguration.INSTEAD);

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
		Set<String> families = (includedNames != null) ? FastScrape.families(includedNames) : null;
		// An empty Accept header accepts nothing; Boot's endpoint fails at it.
		return answer((format != null) ? format : PrometheusOutputFormat.CONTENT_TYPE_004, families);
	}

	private WebEndpointResponse<?> answer(PrometheusOutputFormat produced, @Nullable Set<String> names) {
		if (this.streams) {
			return new WebEndpointResponse<>(
					new InputStreamResource(new ScrapeStream((out) -> write(produced, names, out))), produced);
		}
		try {
			ByteArrayOutputStream out = new ByteArrayOutputStream(this.size);
			write(produced, names, out);
			this.size = out.size() + EXTRA;
			return new WebEndpointResponse<>(out.toByteArray(), produced);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Writing metrics failed", ex);
		}
	}

	private void write(PrometheusOutputFormat produced, @Nullable Set<String> names, OutputStream out)
			throws IOException {
		Begun begun = new Begun(out);
		boolean whole = false;
		try {
			this.part.<FastScrapeEndpoint, IOException>either(() -> {
				this.scrape.write(produced.getProducedMimeType().toString(), names, begun);
				return this;
			}, () -> {
				if (begun.begun) {
					throw new IOException("The scrape broke off, the next one is the stock endpoint's");
				}
				byte[] text = this.boots.scrape(produced, names).getBody();
				begun.write(Objects.requireNonNull(text));
				return this;
			});
			whole = true;
		}
		catch (Throwable ex) {
			throw visible(ex);
		}
		finally {
			if (!whole) {
				begun.spoil();
			}
		}
	}

	// Spring MVC takes some exceptions for the client's leave or for nothing at all, and
	// ends the answer as if it were whole.
	private static IOException visible(Throwable failure) {
		Throwable cause = failure.getClass().getSimpleName().equals(NOT_USABLE) ? failure.getCause() : failure;
		boolean left = cause == null || isTheClients(cause);
		return (left && failure instanceof IOException known) ? known : new IOException("The scrape broke off", cause);
	}

	// As Spring MVC sees it, which an application without a web layer does not have.
	private static boolean isTheClients(Throwable cause) {
		for (Throwable each = cause; each != null; each = each.getCause()) {
			String message = String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT);
			if (THE_CLIENTS.contains(each.getClass().getSimpleName()) || message.contains("broken pipe")
					|| message.contains("connection reset")) {
				return true;
			}
		}
		return false;
	}

	private static final class Begun extends FilterOutputStream {

		// No line of any format, so that Prometheus refuses what came before it as well:
		// an answer in chunks may end, and that of HTTP/1.0 ends, as if it were whole.
		private static final byte[] SPOILT = "\n! The scrape broke off\n".getBytes(StandardCharsets.US_ASCII);

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

		void spoil() {
			if (this.begun) {
				try {
					this.out.write(SPOILT);
					this.out.flush();
				}
				catch (Throwable ignored) {
					// Nobody is there any more.
				}
			}
		}

	}

}
