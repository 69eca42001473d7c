package io.sightglass.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.sightglass.registry.internal.log.SafeLog;
import io.sightglass.registry.internal.scrape.FastScrape;
import org.jspecify.annotations.Nullable;

/**
 * Answers Prometheus on the JDK's own HTTP server.
 *
 * <pre class="code">
 * HttpServer server = HttpServer.create(new InetSocketAddress(9400), 0);
 * server.createContext("/metrics", new ScrapeHandler(registry));
 * server.start();
 * </pre>
 *
 * The format is the one that is asked for in {@code Accept}, the answer is compressed for
 * whom takes gzip, and {@code ?name[]=jvm_memory_used_bytes} leaves out all other
 * families. The whole answer is written before its first byte is sent: a scrape that
 * fails is an error and never half a page.
 */
public final class ScrapeHandler implements HttpHandler {

	private static final SafeLog logger = SafeLog.of(ScrapeHandler.class);

	private static final int EXTRA = 1024;

	private final PrometheusMeterRegistry registry;

	private final ExpositionFormats formats = ExpositionFormats.init();

	private volatile int size = EXTRA;

	/**
	 * A handler for a registry.
	 * @param registry what is shown; Micrometer's own too, whose scrape takes longer
	 */
	public ScrapeHandler(PrometheusMeterRegistry registry) {
		this.registry = Objects.requireNonNull(registry, "registry");
	}

	@Override
	public void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String method = exchange.getRequestMethod();
			if (!exchange.getRequestURI().getPath().equals(exchange.getHttpContext().getPath())) {
				exchange.sendResponseHeaders(404, -1);
			}
			else if (!method.equals("GET") && !method.equals("HEAD")) {
				exchange.getResponseHeaders().set("Allow", "GET, HEAD");
				exchange.sendResponseHeaders(405, -1);
			}
			else {
				answer(exchange, method.equals("HEAD"));
			}
		}
	}

	private void answer(HttpExchange exchange, boolean head) throws IOException {
		Headers headers = exchange.getResponseHeaders();
		int status = 200;
		byte[] body;
		try {
			String format = this.formats.findWriter(exchange.getRequestHeaders().getFirst("Accept")).getContentType();
			boolean gzip = takesGzip(exchange.getRequestHeaders().get("Accept-Encoding"));
			body = scrape(format, gzip, names(exchange.getRequestURI().getRawQuery()));
			headers.set("Content-Type", format);
			headers.set("Vary", "Accept, Accept-Encoding");
			if (gzip) {
				headers.set("Content-Encoding", "gzip");
			}
		}
		catch (Throwable ex) {
			logger.warn("A scrape failed", ex);
			status = 500;
			body = ("The scrape failed: " + ex.getClass().getName() + "\n").getBytes(StandardCharsets.UTF_8);
			headers.set("Content-Type", "text/plain; charset=utf-8");
		}
		if (head) {
			headers.set("Content-Length", String.valueOf(body.length));
		}
		exchange.sendResponseHeaders(status, (head || body.length == 0) ? -1 : body.length);
		if (!head) {
			exchange.getResponseBody().write(body);
		}
	}

	private byte[] scrape(String format, boolean gzip, @Nullable Set<String> names) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(this.size);
		try (OutputStream out = gzip ? new GZIPOutputStream(bytes) : bytes) {
			if (names != null) {
				this.registry.scrape(out, format, FastScrape.families(names));
			}
			else {
				this.registry.scrape(out, format);
			}
		}
		this.size = bytes.size() + EXTRA;
		return bytes.toByteArray();
	}

	// A quality of nothing says no.
	private static boolean takesGzip(@Nullable List<String> encodings) {
		if (encodings == null) {
			return false;
		}
		String all = String.join(",", encodings).toLowerCase(Locale.ROOT);
		for (String encoding : all.replace(" ", "").replace("\t", "").split(",")) {
			if (encoding.equals("gzip") || encoding.startsWith("gzip;")) {
				return !encoding.matches("gzip;q=0(\\.0*)?");
			}
		}
		return false;
	}

	private static @Nullable Set<String> names(@Nullable String query) {
		if (query == null) {
			return null;
		}
		Set<String> names = new LinkedHashSet<>();
		for (String parameter : query.split("&")) {
			int value = parameter.indexOf('=') + 1;
			if (value > 0 && decoded(parameter.substring(0, value - 1)).equals("name[]")) {
				names.add(decoded(parameter.substring(value)));
			}
		}
		return names.isEmpty() ? null : names;
	}

	private static String decoded(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return text;
		}
	}

}
