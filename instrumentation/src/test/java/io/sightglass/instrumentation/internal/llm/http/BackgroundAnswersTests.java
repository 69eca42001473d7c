package io.sightglass.instrumentation.internal.llm.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.PriceBook;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An answer that is made in the background counts once, whatever says that it is.
 */
class BackgroundAnswersTests {

	private static final String URL = "https://llm.example/v1beta/interactions";

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Instruments instruments = new Instruments(this.registry);

	private final LlmMeters meters = LlmMeters.in(this.instruments, PriceBook.EMPTY);

	@Test
	void oneThatWasBegunHereCountsWhenItIsFoundAtItsEnd() {
		exchange("POST", URL, 200, answer("in_progress", ""));
		exchange("GET", URL + "/v1_1", 200, answer("in_progress", ""));
		exchange("GET", URL + "/v1_1", 503, "{}");
		assertThat(this.registry.find("llm.requests").counters()).isEmpty();
		for (int i = 0; i < 3; i++) {
			exchange("GET", URL + "/v1_1", 200, answer("completed", USAGE));
		}
		assertThat(this.registry.get("llm.requests").tags("outcome", "success").counter().count()).isOne();
		assertThat(this.registry.get("llm.tokens").tags("type", "input").counter().count()).isEqualTo(7);
	}

	@Test
	void askingAgainThatIsLeftOrBreaksCountsNothing() {
		exchange("POST", URL, 200, answer("in_progress", ""));
		call("GET", URL + "/v1_1").cancelled();
		call("GET", URL + "/v1_1").closed();
		call("GET", URL + "/v1_1").failed(new IOException("reset"));
		HttpCall cut = call("GET", URL + "/v1_1");
		cut.answered(200, Map.of("Content-Type", "application/json")::get);
		cut.read(ByteBuffer.wrap("{\"id\": \"v1_1\", ".getBytes(StandardCharsets.UTF_8)));
		cut.failed(new IOException("reset"));
		assertThat(this.registry.find("llm.requests").counters()).isEmpty();
		HttpCall whole = call("GET", URL + "/v1_1");
		whole.answered(200, Map.of("Content-Type", "application/json")::get);
		whole.read(ByteBuffer.wrap(answer("completed", USAGE).getBytes(StandardCharsets.UTF_8)));
		whole.failed(new IOException("reset behind the last brace"));
		exchange("GET", URL + "/v1_1", 200, answer("completed", USAGE));
		assertThat(this.registry.get("llm.requests").tags("outcome", "success").counter().count()).isOne();
	}

	// A parser that knows what it wants may pass over the rest.
	@Test
	void bytesThatAreSkippedAreReadToo() throws IOException {
		exchange("POST", URL, 200, answer("in_progress", ""));
		HttpCall call = call("GET", URL + "/v1_1");
		call.answered(200, Map.of("Content-Type", "application/json")::get);
		byte[] answer = answer("completed", USAGE).getBytes(StandardCharsets.UTF_8);
		try (InputStream body = new MeasuredInputStream(new ByteArrayInputStream(answer), call)) {
			body.skipNBytes(answer.length - 2);
			assertThat(body.skip(0)).isZero();
			assertThat(body.skip(100)).isEqualTo(2);
			assertThat(body.skip(100)).isZero();
			assertThat(body.skip(-1)).isZero();
		}
		assertThat(this.registry.get("llm.tokens").tags("type", "input").counter().count()).isEqualTo(7);
	}

	@Test
	void oneThatWasNotCountsWhenItIsAskedForAlone() {
		exchange("POST", URL, 200, answer("completed", USAGE));
		exchange("GET", URL + "/v1_1", 200, answer("completed", USAGE));
		assertThat(this.registry.get("llm.requests").counter().count()).isOne();
	}

	@Test
	void oneThatFailsIsAnErrorOnce() {
		exchange("POST", URL, 200, answer("in_progress", ""));
		exchange("GET", URL + "/v1_1", 200, answer("failed", ""));
		exchange("GET", URL + "/v1_1", 200, answer("failed", ""));
		assertThat(this.registry.get("llm.requests").counter().getId().getTag("outcome")).isEqualTo("error");
		assertThat(this.registry.get("llm.requests").counter().count()).isOne();
	}

	@Test
	void anAgentStandsInTheModelsPlace() {
		exchange("POST", URL, 200,
				answer("completed", USAGE).replace("\"model\": \"gemini-3-flash-preview\"", "\"agent\": \"mine\""));
		assertThat(this.registry.get("llm.requests").counter().getId().getTag("model")).isEqualTo("mine");
	}

	private static final String USAGE = """
			, "usage": {"total_input_tokens": 7, "total_output_tokens": 10, "total_tokens": 17}""";

	private static String answer(String status, String more) {
		return """
				{"id": "v1_1", "object": "interaction", "model": "gemini-3-flash-preview", "status": "%s"%s}"""
			.formatted(status, more);
	}

	private HttpCall call(String method, String url) {
		LlmPath path = Objects.requireNonNull(LlmPaths.of("gcp.gemini", method, URI.create(url)));
		return HttpCall.open(this.meters, "gcp.gemini", path, null, this.instruments.failures());
	}

	private void exchange(String method, String url, int status, String body) {
		HttpCall call = call(method, url);
		call.answered(status, Map.of("Content-Type", "application/json")::get);
		call.read(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
		call.ended();
	}

}
