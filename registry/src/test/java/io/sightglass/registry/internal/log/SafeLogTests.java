package io.sightglass.registry.internal.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.registry.failure.Failures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes from outside writes no line of its own into the log, and no escape code.
 */
class SafeLogTests {

	private static final String FORGED = "x\n2026-01-01 ERROR root logged in\r\u001B[2J\u202Egnp\u0085\u2028\u200B\uD800";

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.sightglass");

	private final ByteArrayOutputStream text = new ByteArrayOutputStream();

	private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

	@BeforeEach
	void listen() {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setContext(context);
		encoder.setPattern("%level %msg%n");
		encoder.setCharset(StandardCharsets.UTF_8);
		encoder.start();
		this.appender.setContext(context);
		this.appender.setEncoder(encoder);
		this.appender.setOutputStream(this.text);
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.appender);
	}

	@Test
	void aMessageIsOneLine() {
		SafeLog.of(SafeLogTests.class).warn("The model " + FORGED);
		assertThat(log()).isEqualTo("WARN The model x\\n2026-01-01 ERROR root logged in\\r\\u001B[2J\\u202Egnp\\u0085"
				+ "\\u2028\\u200B\\uD800\n");
	}

	@Test
	void aMessageIsCut() {
		SafeLog.of(SafeLogTests.class).warn("\n".repeat(10_000_000));
		assertThat(log()).hasSizeLessThan(Printable.LINE + 20).endsWith("...\n");
	}

	@Test
	void anExceptionSaysNothingInALineOfItsOwn() {
		Exception cause = new IllegalStateException(FORGED);
		cause.addSuppressed(new IllegalArgumentException(FORGED, new RuntimeException(FORGED)));
		SafeLog.of(SafeLogTests.class).warn("It failed", new RuntimeException("plain", cause));
		assertThat(log().lines()).isNotEmpty()
			.allMatch((line) -> line
				.matches("WARN It failed|\\s*(at |\\.\\.\\. \\d+ common).*|\\s*(Caused by: |Suppressed: )?"
						+ "io\\.sightglass\\.registry\\.internal\\.log\\.PrintableThrowable: java\\.lang\\..*"));
		assertThat(log()).contains("java.lang.IllegalStateException: x\\n2026-01-01 ERROR")
			.contains("java.lang.IllegalArgumentException: x\\n")
			.contains("at " + SafeLogTests.class.getName());
	}

	@Test
	void anExceptionIsCut() {
		SafeLog.of(SafeLogTests.class).warn("It failed", new IllegalStateException("x".repeat(10_000_000)));
		assertThat(log()).hasSizeLessThan(100_000);
	}

	@Test
	void anExceptionThatIsPlainIsPrintedAsItIs() {
		SafeLog.of(SafeLogTests.class).warn("It failed", new IllegalStateException("no price"));
		assertThat(log()).startsWith("WARN It failed\njava.lang.IllegalStateException: no price\n\tat ");
	}

	@Test
	void causesInACircleAndOnesThatCannotBeReadArePrinted() {
		Exception first = new IllegalStateException(FORGED);
		first.initCause(new IllegalStateException("second", first));
		SafeLog.of(SafeLogTests.class).warn("It failed", first);
		SafeLog.of(SafeLogTests.class).warn("It failed", new UnreadableException());
		assertThat(log()).contains("IllegalStateException: second")
			.contains("It cannot be printed: " + UnreadableException.class.getName());
	}

	@ParameterizedTest
	@ValueSource(strings = { "source", "cause" })
	void aFailureIsLoggedSo(String where) {
		Failures failures = new Failures(new SimpleMeterRegistry(), "");
		boolean source = where.equals("source");
		failures.record(source ? FORGED : "plain", new IllegalStateException(source ? "plain" : FORGED));
		assertThat(log()).isNotEmpty().doesNotContain("\n2026", "\u001B", "\r", "\u202E");
	}

	private String log() {
		return this.text.toString(StandardCharsets.UTF_8);
	}

	private static final class UnreadableException extends RuntimeException {

		@Override
		public String getMessage() {
			throw new IllegalStateException("no message");
		}

	}

}
