package io.sightglass.meters.llm.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The model of a form (RFC 7578, and RFC 2046 for what tells its parts apart), in pieces
 * of any size. Files and prompts hold what looks like a part.
 */
class RequestReaderTests {

	private static final String FILE = "--b~Content-Disposition: form-data; name=\"file\"; filename=\"a.mp3\"~~";

	private static final String LONG = "--" + "0123456789".repeat(7);

	private static final String MODEL = "--b~Content-Disposition: form-data; name=\"model\"~~whisper-1~";

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none",
			textBlock = """
					MODEL--b--~ | whisper-1
					MODELFILEx name="model"~~evil~--b--~ | whisper-1
					FILEjunk name="model"~~evil~MODEL--b--~ | whisper-1
					FILE~--c~Content-Disposition: form-data; name="model"~~evil~MODEL--b--~ | whisper-1
					FILE--b~Content-Disposition: form-data; name="model"~~whisper-1~--b--~ | whisper-1
					FILE~MODEL--b--~ | whisper-1
					FILE^^!-^!--^!~MODEL--b--~ | whisper-1
					FILE~--b--~MODEL | none
					--b~content-disposition:form-data;NAME=model ; charset=x~~whisper-1~--b--~ | whisper-1
					--b~Content-Disposition: form-data; filename="x; name=\\"model\\""; name="file"~~evil~MODEL | whisper-1
					--b~Content-Disposition: form-data; filename="; name=\\"model"; name="model"~~tts-1~--b-- | tts-1
					--b~Content-Disposition: form-data; filename=x name="model"~~evil~MODEL | whisper-1
					--b~Content-Type: x; name="model"~~evil~MODEL | whisper-1
					--b~Content-Disposition: form-data; name="models"~~evil~MODEL | whisper-1
					--b~Content-Type: text/plain~Content-Disposition: form-data; name="model"~X-A: b~~whisper-1~--b-- | whisper-1
					--b~Content-Disposition: form-data; name="prompt"~~--b of it~MODEL--b-- | whisper-1
					--0123456789012345678901234567890123456789012345678901234567890123456789012~~x | none
					LONG~Content-Disposition: form-data; name="model"~~LONGwhisper-1~LONG-- | LONGwhisper-1
					""")
	void findsTheModelOfAForm(String form, String model) {
		byte[] bytes = form.replace("FILE", FILE)
			.replace("LONG", LONG)
			.replace("MODEL", MODEL)
			.replace("~", "\r\n")
			.replace('^', '\r')
			.replace('!', '\n')
			.getBytes(StandardCharsets.UTF_8);
		for (int size = 1; size <= bytes.length; size++) {
			RequestReader reader = new RequestReader();
			for (int at = 0; at < bytes.length; at += size) {
				reader.feed(bytes, at, Math.min(size, bytes.length - at));
			}
			assertThat(reader.model()).as("pieces of " + size)
				.isEqualTo((model != null) ? model.replace("LONG", LONG) : null);
		}
	}

	@Test
	void tellsPromptsApartByTheHashesOfTheirTexts() {
		String text = "\"quoted\" \\ / \t\r\n\b\f\u0001 \u007f \u00e9 \u6f22 \ud83d\ude00";
		byte[] bytes = """
				{"model":"m","system":"s","messages":[{"role":"system","content":""},{"content":
				"\\"quoted\\" \\\\ \\/ \\t\\r\\n\\b\\f\\u0001 \u007f \u00e9 \\u6F22 \\ud83D\\uDe00"},
				{"content":[{"type":"text","text":"one"},{"type":"image_url","image_url":{"url":"picture"}},
				{"text":"two"}]},{"content":null,"tool_calls":[{"text":"no"}]}],"input":"spoken"}"""
			.getBytes(StandardCharsets.UTF_8);
		for (int size = 1; size <= bytes.length; size++) {
			RequestReader reader = RequestReader.ofPrompt();
			for (int at = 0; at < bytes.length; at += size) {
				reader.feed(bytes, at, Math.min(size, bytes.length - at));
			}
			assertThat(reader.said()).as("pieces of " + size)
				.containsExactly(hash("s"), hash(""), hash(text), hash("one"), hash("picture"), hash("two"));
			assertThat(reader.spoken()).isEqualTo(6);
		}
	}

	@Test
	void keepsTheLastTextsOfALongPrompt() {
		RequestReader reader = RequestReader.ofPrompt();
		String messages = IntStream.range(0, 1000)
			.mapToObj((i) -> "{\"content\":\"text " + i + "\"}")
			.collect(Collectors.joining(","));
		byte[] bytes = ("{\"messages\":[" + messages + "]}").getBytes(StandardCharsets.UTF_8);
		reader.feed(bytes, 0, bytes.length);
		assertThat(reader.said())
			.containsExactlyInAnyOrder(IntStream.range(744, 1000).map((i) -> hash("text " + i)).toArray());
	}

	private static int hash(String text) {
		return Arrays.hashCode(text.getBytes(StandardCharsets.UTF_8));
	}

}
