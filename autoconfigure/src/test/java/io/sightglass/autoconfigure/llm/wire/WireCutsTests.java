package io.sightglass.autoconfigure.llm.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.instrumentation.internal.llm.http.HttpCall;
import io.sightglass.instrumentation.internal.llm.http.LlmPath;
import io.sightglass.instrumentation.internal.llm.http.LlmPaths;
import io.sightglass.instrumentation.internal.llm.http.MeasuredInputStream;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmError;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each answer of the wire table in pieces, zipped, and cut off at each byte: what is read
 * is what was read of it whole, or the call shows that it was not.
 */
class WireCutsTests {

	private final Failures failures = new Instruments(new SimpleMeterRegistry()).failures();

	static List<WireCase> cases() {
		return WireCase.all()
			.stream()
			.filter((each) -> LlmPaths.of(each.provider(), each.method(), uri(each)) != null)
			.toList();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void readsTheSameInAnyPieces(WireCase each) throws IOException {
		byte[] body = each.bytes("1");
		List<Read> whole = read(each, body, body.length);
		for (int length : new int[] { 1, 7, 4096 }) {
			assertThat(read(each, body, length)).as("in pieces of " + length).isEqualTo(whole);
			if (!List.of("gzip", "members", "deflate").contains(each.get("send"))) {
				assertThat(read(each, Frames.zipped(body), length)).as("zipped, in pieces of " + length)
					.isEqualTo(whole);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("cases")
	void takesNoPartForTheWhole(WireCase each) throws IOException {
		byte[] body = each.bytes("1");
		List<Read> whole = read(each, body, body.length);
		byte[] zipped = Frames.zipped(body);
		for (int end = 0; end < body.length; end++) {
			check(whole, read(each, Arrays.copyOf(body, end), 4096), "cut at " + end);
		}
		for (int end = 0; end < zipped.length; end++) {
			check(whole, read(each, Arrays.copyOf(zipped, end), 4096), "zipped and cut at " + end);
		}
	}

	private static void check(List<Read> whole, List<Read> cut, String where) {
		for (int i = 0; i < cut.size(); i++) {
			Read read = cut.get(i);
			boolean shown = read.unparsed || read.error != null || read.dismissed;
			if (!shown) {
				assertThat(read.usage).as(where).isEqualTo(whole.get(i).usage);
			}
		}
	}

	private List<Read> read(WireCase each, byte[] body, int pieces) throws IOException {
		List<Read> calls = new ArrayList<>();
		LlmMeters meters = new LlmMeters() {
			@Override
			public LlmCall start(@Nullable String provider, @Nullable String model, @Nullable String operation) {
				Read call = new Read();
				calls.add(call);
				return call;
			}
		};
		LlmPath path = Objects.requireNonNull(LlmPaths.of(each.provider(), each.method(), uri(each)));
		HttpCall call = HttpCall.open(meters, each.provider(), path, null, this.failures);
		call.answered(each.status(), header(each.headers()));
		byte[] piece = new byte[Math.max(1, pieces)];
		try (InputStream in = new MeasuredInputStream(new ByteArrayInputStream(body), call)) {
			int read;
			do {
				read = in.read(piece);
			}
			while (read >= 0);
		}
		return calls;
	}

	// Counts in headers come before any cut.
	private static Function<String, @Nullable String> header(Map<String, String> headers) {
		return (name) -> name.equalsIgnoreCase("content-type") ? headers.get("Content-Type") : null;
	}

	private static URI uri(WireCase each) {
		return URI.create("http://host" + each.path("1"));
	}

	private static final class Read implements LlmCall {

		private @Nullable LlmUsage usage;

		private @Nullable LlmError error;

		private boolean unparsed;

		private boolean dismissed;

		@Override
		public void usage(LlmUsage usage) {
			this.usage = usage;
		}

		@Override
		public void unparsed() {
			this.unparsed = true;
		}

		@Override
		public void dismissed() {
			this.dismissed = true;
		}

		@Override
		public void failedFor(LlmError error) {
			this.error = error;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Read read && toString().equals(read.toString());
		}

		@Override
		public int hashCode() {
			return toString().hashCode();
		}

		@Override
		public String toString() {
			return this.usage + " " + this.error + " " + this.unparsed + " " + this.dismissed;
		}

	}

}
