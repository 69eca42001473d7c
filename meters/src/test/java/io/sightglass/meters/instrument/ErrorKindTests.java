package io.sightglass.meters.instrument;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ErrorKindTests {

	static Stream<Arguments> errors() {
		return Stream.of(arguments(new TimeoutException(), "timeout"),
				arguments(new SocketTimeoutException(), "timeout"), arguments(new ConnectException(), "refused"),
				arguments(new SocketException("Connection reset"), "reset"),
				arguments(new IOException("Broken pipe"), "reset"), arguments(new ClosedChannelException(), "closed"),
				arguments(new UnknownHostException(), "unreachable"), arguments(new SSLHandshakeException("x"), "tls"),
				arguments(new IOException("disk"), "io"), arguments(new CancellationException(), "cancelled"),
				arguments(new RejectedExecutionException(), "rejected"),
				arguments(new IllegalArgumentException(), "invalid"), arguments(new IllegalStateException(), "state"),
				arguments(new SecurityException(), "denied"), arguments(new OutOfMemoryError(), "resources"),
				arguments(new RuntimeException(), "other"));
	}

	@ParameterizedTest
	@MethodSource("errors")
	void namesTheKindAlsoBehindWrappers(Throwable error, String kind) {
		assertThat(ErrorKind.of(error).tag()).isEqualTo(kind);
		assertThat(ErrorKind.of(new CompletionException(error)).tag()).isEqualTo(kind);
		assertThat(ErrorKind.of(new ExecutionException(new RuntimeException(error))).tag()).isEqualTo(kind);
	}

	@Test
	void aVagueInputOutputErrorYieldsToItsCauseButNotToNothing() {
		assertThat(ErrorKind.of(new UncheckedIOException(new IOException(new ConnectException()))))
			.isEqualTo(ErrorKind.REFUSED);
		assertThat(ErrorKind.of(new IOException(new RuntimeException()))).isEqualTo(ErrorKind.IO);
	}

	@Test
	void nothingAndACircleOfCausesAreOther() {
		RuntimeException first = new RuntimeException();
		first.initCause(new RuntimeException(first));
		assertThat(ErrorKind.of(first)).isEqualTo(ErrorKind.OTHER);
		assertThat(ErrorKind.of(null)).isEqualTo(ErrorKind.OTHER);
	}

}
