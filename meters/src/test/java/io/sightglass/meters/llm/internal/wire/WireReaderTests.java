package io.sightglass.meters.llm.internal.wire;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import com.sun.management.ThreadMXBean;
import io.sightglass.meters.llm.price.LlmUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WireReaderTests {

	private final WireReader reader = new WireReader();

	@Test
	void readsOpenAi() {
		feed("""
				{ "id": "chatcmpl-1", "model": "gpt-5-mini-2025-08-07",
				  "choices": [{"message": {"content": "say \\"usage\\": {\\"prompt_tokens\\": 9}", "tool_calls": [{"id": "no"}]},
				  "finish_reason": "stop"}],
				  "usage": {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150,
				   "prompt_tokens_details": {"cached_tokens": 40}, "completion_tokens_details": {"reasoning_tokens": 20}} }""");
		assertThat(this.reader.usage()).isEqualTo(new LlmUsage(60, 30, 40, 0, 20));
		assertThat(this.reader.model()).isEqualTo("gpt-5-mini-2025-08-07");
		assertThat(this.reader.id()).isEqualTo("chatcmpl-1");
		assertThat(this.reader.finish()).isEqualTo("stop");
		assertThat(this.reader.isWhole()).isTrue();
	}

	@Test
	void readsAnthropicsStream() {
		feed("""
				event: message_start
				data: {"type":"message_start","message":{"id":"msg_1","model":"claude-haiku-4-5","content":[],"usage":{"input_tokens":100,"cache_read_input_tokens":40,"cache_creation_input_tokens":8,"output_tokens":1}}}

				""");
		assertThat(this.reader.hasContent()).isFalse();
		feed("""
				event: content_block_delta
				data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"Hi"}}

				event: message_delta
				data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":50}}

				""");
		assertThat(this.reader.hasContent()).isTrue();
		assertThat(this.reader.usage()).isEqualTo(new LlmUsage(100, 50, 40, 8, 0));
		assertThat(this.reader.id()).isEqualTo("msg_1");
		assertThat(this.reader.finish()).isEqualTo("end_turn");
	}

	@Test
	void readsGeminiAndOllama() {
		feed("""
				[{"candidates":[{"content":{"parts":[{"text":"Hi"}]}}]},
				{"candidates":[{"finishReason":"STOP"}],"modelVersion":"gemini-2.5-flash",
				"usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":30,"cachedContentTokenCount":40,"thoughtsTokenCount":20}}]""");
		assertThat(this.reader.usage()).isEqualTo(new LlmUsage(60, 30, 40, 0, 20));
		WireReader ollama = new WireReader();
		byte[] lines = """
				{"model":"llama3.1:8b","message":{"content":"Hi"},"done":false}
				{"model":"llama3.1:8b","done":true,"done_reason":"stop","prompt_eval_count":26,"eval_count":298}
				""".getBytes(StandardCharsets.UTF_8);
		ollama.feed(lines, 0, lines.length);
		assertThat(ollama.usage()).isEqualTo(new LlmUsage(26, 298, 0, 0, 0));
	}

	@Test
	void readsOpenAisResponsesToTheirEnd() {
		feed("""
				event: response.created
				data: {"type":"response.created","response":{"id":"resp_1","status":"in_progress","model":"gpt-5-mini","usage":null}}

				event: response.output_text.delta
				data: {"type":"response.output_text.delta","delta":"Hi"}

				""");
		assertThat(this.reader.hasContent()).isTrue();
		assertThat(this.reader.finish()).isNull();
		feed("""
				data: {"type":"response.completed","response":{"id":"resp_1","status":"completed","output":[{"type":"reasoning",
				data: "summary":[]},{"type":"function_call","status":"completed","name":"weather"}],"usage":{"input_tokens":100,
				data: "input_tokens_details":{"cached_tokens":40},"output_tokens":50,"output_tokens_details":{"reasoning_tokens":20}}}}

				""");
		assertThat(this.reader.usage()).isEqualTo(new LlmUsage(60, 30, 40, 0, 20));
		assertThat(this.reader.finish()).isEqualTo("tool_calls");
		assertThat(this.reader.id()).isEqualTo("resp_1");
	}

	@Test
	void tellsWhyAResponseIsIncompleteAndWhatFailedInsideAStream() {
		feed("{\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"max_output_tokens\"}}");
		assertThat(this.reader.finish()).isEqualTo("max_output_tokens");
		assertThat(this.reader.error()).isNull();
		WireReader overloaded = new WireReader();
		byte[] event = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n\n"
			.getBytes(StandardCharsets.UTF_8);
		overloaded.feed(event, 0, event.length);
		assertThat(overloaded.error()).isEqualTo("overloaded_error");
		assertThat(overloaded.finish()).isNull();
	}

	@Test
	void anAnswerOfOlderOllamaEndsWithItsCounts() {
		feed("{\"message\":{\"content\":\"Hi\"},\"done\":false}\n");
		assertThat(this.reader.finish()).isNull();
		feed("{\"done\":true,\"prompt_eval_count\":26,\"eval_count\":298}\n");
		assertThat(this.reader.finish()).isEqualTo("stop");
	}

	@Test
	void readsAnOpenAiStreamByteByByte() {
		String stream = """
				data: {"id":"c1","model":"gpt-4o","choices":[{"delta":{"role":"assistant","content":""}}],"usage":null}

				data: {"id":"c1","choices":[{"delta":{"content":"Hé"}}],"usage":null}

				data: {"id":"c1","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}

				data: [DONE]

				""";
		int contentAt = -1;
		byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < bytes.length; i++) {
			this.reader.feed(bytes[i]);
			contentAt = (contentAt < 0 && this.reader.hasContent()) ? i : contentAt;
		}
		assertThat(new String(bytes, 0, contentAt, StandardCharsets.UTF_8)).endsWith("\"content\":\"");
		assertThat(this.reader.usage()).isEqualTo(new LlmUsage(7, 3, 0, 0, 0));
		assertThat(this.reader.isWhole()).isTrue();
	}

	// The first has the escapes of a client that writes ASCII alone.
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
			{"\\u006dodel":"l\\u00e4ma\\/\\ud83e\\udd99"} | läma/🦙
			{"model":"m","tools":["x","message",{"model":"n"}]} | m
			{"model":"m","tools":{"usage":{"prompt_tokens":1}}} | m
			{"model":"m","input":{"":{"model":"n"}}} | m
			{"model":"a\\ud83e","id":"x"} | a\uFFFD
			""")
	void readsWhateverJsonMayBe(String json, String model) {
		feed(json);
		assertThat(this.reader.model()).isEqualTo(model);
		assertThat(this.reader.isWhole()).isTrue();
	}

	@Test
	void aLastEventThatCountsNothingTakesNothingBack() {
		feed("""
				data: {"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110}}

				data: {"choices":[],"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}

				""");
		assertThat(this.reader.usage()).isEqualTo(new LlmUsage(100, 10, 0, 0, 0));
	}

	// Moonshot's streams.
	@Test
	void readsAUsageInsideOfAChoice() {
		feed("""
				data: {"id":"1","model":"kimi-k2","choices":[{"index":0,"delta":{},"finish_reason":"stop",\
				"usage":{"prompt_tokens":19,"completion_tokens":13,"total_tokens":32}}]}

				""");
		assertThat(this.reader.usage()).isEqualTo(new LlmUsage(19, 13, 0, 0, 0));
	}

	@Test
	void whatTheModelWritesDeepInsideIsNotItsName() {
		feed("{\"model\":\"m\",\"input\":" + "{\"a\":".repeat(40) + "{\"model\":\"n\"}" + "}".repeat(41));
		assertThat(this.reader.model()).isEqualTo("m");
	}

	@Test
	void aWordIsNoNumber() {
		feed("{\"usage\":{\"prompt_tokens\":true,\"completion_tokens\":false}}");
		assertThat(this.reader.usage()).isNull();
	}

	@Test
	void readsAnEventOverSeveralLines() {
		feed("data: {\ndata:   \"model\": \"gpt-4o\",\ndata:   \"usage\": {\"prompt_tokens\": 7}\ndata: }\n\n");
		assertThat(this.reader.model()).isEqualTo("gpt-4o");
		assertThat(this.reader.usage()).isEqualTo(new LlmUsage(7, 0, 0, 0, 0));
	}

	@Test
	void takesGarbageAndCutOffBodiesCalmly() {
		feed("<html>}}}]]\"{{{");
		assertThat(this.reader.usage()).isNull();
		assertThat(this.reader.isWhole()).isFalse();
		WireReader cut = new WireReader();
		byte[] half = "{\"usage\":{\"prompt_tokens\":12".getBytes(StandardCharsets.UTF_8);
		cut.feed(half, 0, half.length);
		assertThat(cut.usage()).isNull();
		WireReader deep = new WireReader();
		byte[] nested = "{\"a\":".repeat(10_000).getBytes(StandardCharsets.UTF_8);
		deep.feed(nested, 0, nested.length);
		assertThat(deep.isWhole()).isFalse();
	}

	@Test
	void aChunkOfAStreamMakesNoGarbage() {
		byte[] chunk = """
				: keep-alive
				data: {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"gpt-5.4","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":null}],"usage":{"prompt_tokens":7,"completion_tokens":3,"cost":0.00014}}

				"""
			.getBytes(StandardCharsets.UTF_8);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long least = Long.MAX_VALUE;
		for (int round = 0; round < 20; round++) {
			long before = threads.getCurrentThreadAllocatedBytes();
			for (int i = 0; i < 100; i++) {
				this.reader.feed(chunk, 0, chunk.length);
			}
			least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
		}
		assertThat(least).isZero();
		assertThat(this.reader.usage()).isEqualTo(new LlmUsage(7, 3, 0, 0, 0));
		assertThat(this.reader.cost()).isEqualTo(0.00014);
	}

	private void feed(String text) {
		this.reader.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
	}

}
