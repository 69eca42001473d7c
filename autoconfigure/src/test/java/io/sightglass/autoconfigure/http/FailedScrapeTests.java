package io.sightglass.autoconfigure.http;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.autoconfigure.http.RealPrometheus.Target;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.filter.OncePerRequestFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A scrape that fails in the application.
 */
class FailedScrapeTests {

	private static final int SERIES = 3_000;

	private static final int HALF = 200_000;

	private static final String QUIET = "logging.level.root=OFF";

	private static final String PLAIN = "server.compression.enabled=false";

	// Boot's endpoint answers with an error here.
	@ParameterizedTest
	@EnumSource(Server.class)
	void aCollectorThatFailsIsLeftOutAndCounted(Server server) {
		try (RunningApp ours = new RunningApp(server, QUIET);
				RunningApp boots = new RunningApp(server, QUIET, "sightglass.enabled=false")) {
			List.of(ours, boots).forEach((app) -> GaugeWithCallback.builder().name("own_failing").callback((call) -> {
				throw new IllegalStateException("as it should");
			}).register(app.context().getBean(PrometheusRegistry.class)));
			assertThat(boots.get("/actuator/prometheus").statusCode()).isEqualTo(500);
			assertThat(ours.get("/actuator/prometheus").statusCode()).isEqualTo(200);
			assertThat(ours.registry().get("sightglass.failures").tag("family", "registry").counter().count())
				.isPositive();
		}
	}

	@Test
	void whatFailsHalfWayIsAFailedScrapeForPrometheus(@TempDir Path directory) throws IOException {
		Map<String, Target> jobs = new LinkedHashMap<>();
		Class<?>[] breaking = { Breaking.class };
		Class<?>[] advised = { Breaking.class, Advice.class };

		try (RunningApp tomcat = new RunningApp(Server.TOMCAT, breaking, QUIET, PLAIN);
				RunningApp jetty = new RunningApp(Server.JETTY, breaking, QUIET);
				RunningApp advisedTomcat = new RunningApp(Server.TOMCAT, advised, QUIET);
				RunningApp advisedJetty = new RunningApp(Server.JETTY, advised, QUIET, PLAIN)) {
			jobs(jobs, "Tomcat, ", tomcat, EnumSet.allOf(Failure.class));
			jobs(jobs, "Jetty in gzip, ", jetty, EnumSet.allOf(Failure.class));
			jobs(jobs, "Tomcat in gzip with an advice, ", advisedTomcat, Failure.NOT_OF_THE_CONNECTION);
			jobs(jobs, "Jetty with an advice, ", advisedJetty, Failure.NOT_OF_THE_CONNECTION);
			try (RealPrometheus prometheus = new RealPrometheus(directory, jobs)) {
				Awaitility.await()
					.atMost(2, TimeUnit.MINUTES)
					.ignoreExceptions()
					.until(() -> prometheus.targets().size() == jobs.size());
				assertThat(prometheus.targets().entrySet().stream().map(Object::toString))
					.allSatisfy((target) -> assertThat(target.endsWith("=up")).isEqualTo(target.contains("none")));
			}
		}
	}

	// Such as nginx asks for by default: the answer is whole when the connection ends.
	// Jetty ends it without what was written last.
	@Test
	void whatBreaksOffInHttp10IsNoScrape() throws IOException {
		try (RunningApp app = new RunningApp(Server.TOMCAT, new Class<?>[] { Breaking.class }, QUIET, PLAIN)) {
			fill(app);
			try (Socket client = app.raw("GET /actuator/prometheus?fail=state&at=" + HALF
					+ "&accept=text/plain HTTP/1.0\r\nHost: a\r\n\r\n")) {
				String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
				assertThat(answer).startsWith("HTTP/1.").contains("filler_1_total");
				assertThat(answer.substring(HALF - 1000)).contains("\n\n! The scrape broke off\n")
					.doesNotContain("filler_9");
			}
		}
	}

	private static void jobs(Map<String, Target> jobs, String name, RunningApp app, Set<Failure> failures) {
		fill(app);
		for (String accept : List.of("text/plain", "application/openmetrics-text")) {
			for (Failure failure : failures) {
				for (int at : (failure == Failure.none) ? new int[] { HALF } : new int[] { 0, HALF }) {
					jobs.put(name + failure + " at " + at + " of " + accept, new Target(app.port(),
							Map.of("fail", failure.name(), "at", Integer.toString(at), "accept", accept)));
				}
			}
		}
	}

	private static void fill(RunningApp app) {
		for (int i = 0; i < SERIES; i++) {
			app.registry().counter("filler." + i % 40, "value", "x".repeat(200) + i).increment();
		}
	}

	/** What an application's filter throws, which may be anything. */
	enum Failure {

		none, io, noFile, state, nothing;

		/** Spring takes a stream that is broken for one whose client has gone. */
		static final Set<Failure> NOT_OF_THE_CONNECTION = EnumSet.of(none, state, nothing);

		void fail() throws IOException {
			switch (this) {
				case io -> throw new IOException("as it should");
				case noFile -> throw new FileNotFoundException("as it should");
				case state -> throw new IllegalStateException("as it should");
				case nothing -> throw new NullPointerException("as it should");
				default -> {
				}
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Breaking {

		@Bean
		OncePerRequestFilter breaking() {
			return new OncePerRequestFilter() {
				@Override
				protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
						FilterChain chain) throws ServletException, IOException {
					if (request.getParameter("fail") == null) {
						chain.doFilter(request, response);
						return;
					}
					Failure failure = Failure.valueOf(request.getParameter("fail"));
					int at = Integer.parseInt(request.getParameter("at"));
					chain.doFilter(new Accepting(request), new HttpServletResponseWrapper(response) {
						@Override
						public ServletOutputStream getOutputStream() throws IOException {
							return new BreakingStream(super.getOutputStream(), failure, at);
						}
					});
				}
			};
		}

	}

	@ControllerAdvice
	static class Advice {

		@ExceptionHandler
		ResponseEntity<Void> handle(Exception any) {
			return ResponseEntity.internalServerError().build();
		}

	}

	/** Prometheus asks for OpenMetrics first. */
	private static final class Accepting extends HttpServletRequestWrapper {

		Accepting(HttpServletRequest request) {
			super(request);
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			return name.equalsIgnoreCase("accept")
					? Collections.enumeration(List.of(getRequest().getParameter("accept"))) : super.getHeaders(name);
		}

	}

	/** Fails once. */
	private static final class BreakingStream extends ServletOutputStream {

		private final ServletOutputStream out;

		private final Failure failure;

		private int left;

		private boolean failed;

		BreakingStream(ServletOutputStream out, Failure failure, int left) {
			this.out = out;
			this.failure = failure;
			this.left = left;
		}

		@Override
		public void write(int next) throws IOException {
			write(new byte[] { (byte) next }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			if (this.failed || this.left > length) {
				this.left -= length;
				this.out.write(bytes, offset, length);
				return;
			}
			this.failed = true;
			// After a line, where nothing else says that there is more.
			int end = this.left;
			while (end > 0 && bytes[offset + end - 1] != '\n') {
				end--;
			}
			this.out.write(bytes, offset, end);
			if (this.left > 0) {
				this.out.flush();
			}
			this.failure.fail();
			this.out.write(bytes, offset + end, length - end);
		}

		@Override
		public void flush() throws IOException {
			this.out.flush();
		}

		@Override
		public boolean isReady() {
			return this.out.isReady();
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			this.out.setWriteListener(listener);
		}

	}

}
