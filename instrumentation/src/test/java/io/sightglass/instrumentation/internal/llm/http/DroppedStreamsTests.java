package io.sightglass.instrumentation.internal.llm.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.PriceBook;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stream that its reader drops is no fault of the provider's, wherever it is dropped.
 */
class DroppedStreamsTests {

	private static final String STREAM = """
			data: {"model":"gpt-4o","choices":[{"delta":{"content":"Hello"}}]}

			data: {"model":"gpt-4o","choices":[{"delta":{},"finish_reason":"stop"}]}

			data: {"model":"gpt-4o","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":1}}

			data: [DONE]

			""";

	@Test
	void areCancelledOrSuccessesWhereverTheyAreDropped() throws IOException {
		byte[] stream = STREAM.getBytes(StandardCharsets.UTF_8);
		int finished = STREAM.indexOf("stop") + "stop\"".length();
		// Before the first object there is nothing that tells a stream from garbage.
		for (int end = STREAM.indexOf('{') + 1; end < stream.length; end++) {
			assertThat(outcome(stream, end)).as("dropped at " + end)
				.isEqualTo((end < finished) ? "cancelled" : "success");
			assertThat(cancelled("text/event-stream", stream, end)).as("cancelled at " + end)
				.isEqualTo((end < finished) ? "cancelled" : "success");
		}
	}

	@Test
	void anAnswerThatIsCancelledBeforeItsLastBraceIsCancelled() {
		byte[] whole = "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}".getBytes(StandardCharsets.UTF_8);
		for (int end = 0; end <= whole.length; end++) {
			assertThat(cancelled("application/json", whole, end)).as("cancelled at " + end)
				.isEqualTo((end < whole.length) ? "cancelled" : "success");
		}
	}

	private static String cancelled(String type, byte[] answer, int end) {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		HttpCall call = call(registry, type);
		call.read(ByteBuffer.wrap(answer, 0, end));
		call.cancelled();
		return outcome(registry);
	}

	private static String outcome(byte[] stream, int end) throws IOException {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		try (InputStream in = new MeasuredInputStream(new ByteArrayInputStream(stream),
				call(registry, "text/event-stream"))) {
			in.readNBytes(end);
		}
		return outcome(registry);
	}

	private static HttpCall call(SimpleMeterRegistry registry, String type) {
		Instruments instruments = new Instruments(registry);
		LlmPath path = Objects
			.requireNonNull(LlmPaths.of("openai", "POST", URI.create("http://host/v1/chat/completions")));
		HttpCall call = HttpCall.open(LlmMeters.in(instruments, PriceBook.EMPTY), "openai", path, "gpt-4o",
				instruments.failures());
		call.answered(200, Map.of("Content-Type", type)::get);
		return call;
	}

	private static String outcome(SimpleMeterRegistry registry) {
		Counter requests = registry.get("llm.requests").counter();
		return Objects.requireNonNull(requests.getId().getTag("outcome"));
	}

}
