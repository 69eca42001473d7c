package io.sightglass.meters.llm.internal.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sightglass.fuzz.Mutations;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StreamsFuzzTests {

	/**
	 * Each line is the JSON of an event: how the stream is written around it changes
	 * nothing.
	 * @param input lines
	 */
	@FuzzTest
	void readsStreams(byte[] input) {
		ByteArrayOutputStream plain = new ByteArrayOutputStream();
		ByteArrayOutputStream stream = new ByteArrayOutputStream();
		Random random = new Random(Arrays.hashCode(input));
		for (String line : new String(input, StandardCharsets.UTF_8).split("\n")) {
			byte[] json = line.getBytes(StandardCharsets.UTF_8);
			if (line.startsWith("{") && line.indexOf('\r') < 0 && new Judge().reads(json)) {
				plain.writeBytes(json);
				stream.writeBytes(event(line, random).getBytes(StandardCharsets.UTF_8));
			}
		}
		State read = State.ofParts(stream.toByteArray(), random);
		assertThat(read).isEqualTo(State.of(plain.toByteArray()));
	}

	@Test
	@Tag("mutations")
	void readsStreamsOfMutations() {
		Mutations.of(StreamsFuzzTests.class, "readsStreams", this::readsStreams);
	}

	// An event may be laid out over several lines, each of which is a field of its own.
	private static String event(String json, Random random) {
		String end = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
		String before = List
			.of("", ": keep-alive" + end + end, "event: message_delta" + end, "id: 17" + end, "retry: 1000" + end)
			.get(random.nextInt(5));
		String field = random.nextBoolean() ? "data: " : "data:";
		String laidOut = random.nextBoolean() ? json.strip() : laidOut(json.strip(), end + field + " ");
		return before + field + laidOut + end + end + (random.nextInt(9) == 0 ? "data: [DONE]" + end + end : "");
	}

	private static String laidOut(String json, String lineBreak) {
		StringBuilder text = new StringBuilder();
		boolean quoted = false;
		for (int i = 0; i < json.length(); i++) {
			char next = json.charAt(i);
			text.append(next);
			if (quoted && next == '\\') {
				text.append(json.charAt(++i));
			}
			else if (next == '"') {
				quoted = !quoted;
			}
			else if (!quoted && "{}[],:".indexOf(next) >= 0) {
				text.append(lineBreak);
			}
		}
		return text.toString();
	}

}
