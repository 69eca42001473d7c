package io.sightglass.instrumentation.internal.llm.http;

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
 * Entries that say nothing of what they are but in their data. The wire table has the
 * others.
 */
class BatchEntriesTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Instruments instruments = new Instruments(this.registry);

	// As the image API answers
	// (https://platform.openai.com/docs/api-reference/images/create,
	// read 2026-11-29), whose endpoints OpenAI's Java SDK 4.49.0 lists for batches.
	@Test
	void picturesAreOfNoKnownModelAndNoChat() {
		exchange(
				"""
						{"id": "batch_req_1", "custom_id": "r-1", "response": {"status_code": 200, "request_id": "req_1", "body": \
						{"created": 1713833628, "data": [{"b64_json": "iVBORw0KGgo="}], "usage": {"total_tokens": 100, \
						"input_tokens": 50, "output_tokens": 50, "input_tokens_details": {"text_tokens": 10, "image_tokens": 40}}}}, \
						"error": null}
						""");
		Counter requests = this.registry.get("llm.requests").counter();
		assertThat(requests.count()).isOne();
		assertThat(requests.getId().getTag("operation")).isEqualTo("image");
		assertThat(requests.getId().getTag("model")).isEqualTo("none");
		assertThat(tokens("image_input")).isEqualTo(40);
		assertThat(tokens("image_output")).isEqualTo(50);
		assertThat(tokens("input")).isEqualTo(10);
		assertThat(this.registry.get("llm.unpriced.tokens").counter().count()).isEqualTo(100);
	}

	private double tokens(String type) {
		return this.registry.get("llm.tokens").tag("type", type).counter().count();
	}

	private void exchange(String body) {
		LlmPath path = Objects
			.requireNonNull(LlmPaths.of("openai", "GET", URI.create("https://h/v1/files/file-1/content")));
		HttpCall call = HttpCall.open(LlmMeters.in(this.instruments, PriceBook.shipped()), "openai", path, null,
				this.instruments.failures());
		call.answered(200, Map.of("Content-Type", "application/octet-stream")::get);
		call.read(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
		call.ended();
	}

}
