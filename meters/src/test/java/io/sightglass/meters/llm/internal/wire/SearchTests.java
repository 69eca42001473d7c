package io.sightglass.meters.llm.internal.wire;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link Search} against a look at each byte.
 */
class SearchTests {

	@Test
	void findsTheFirstInAnyBytes() {
		Random random = new Random(1);
		byte[] bytes = new byte[200];
		for (int i = 0; i < 100_000; i++) {
			random.nextBytes(bytes);
			int from = random.nextInt(bytes.length);
			int to = from + random.nextInt(bytes.length - from + 1);
			rare(bytes, random.nextInt(100));
			int expected = from;
			while (expected < to && bytes[expected] != '"' && bytes[expected] != '\\') {
				expected++;
			}
			assertThat(Search.TEXT.first(bytes, from, to)).isEqualTo(expected);
			while (expected < to && bytes[expected] != '"') {
				expected++;
			}
			assertThat(Search.quote(bytes, from, to)).isEqualTo(expected);
		}
	}

	@Test
	void passesOverATextInPieces() {
		Random random = new Random(2);
		byte[] bytes = new byte[100];
		for (int i = 0; i < 100_000; i++) {
			for (int k = 0; k < bytes.length; k++) {
				bytes[k] = (byte) "\\\\\"abcd".charAt(random.nextInt((k % 40 < 20) ? 7 : 3));
			}
			PassedText text = new PassedText();
			text.begin(false);
			int at = 0;
			while (at < bytes.length && !text.isEnded()) {
				at = text.pass(bytes, at, Math.min(bytes.length, at + random.nextInt(9)));
			}
			int expected = end(bytes);
			assertThat(text.isEnded()).isEqualTo(expected > 0);
			assertThat(at).isEqualTo((expected > 0) ? expected : bytes.length);
		}
	}

	private static int end(byte[] bytes) {
		for (int i = 0; i < bytes.length; i++) {
			if (bytes[i] == '"') {
				return i + 1;
			}
			i += (bytes[i] == '\\') ? 1 : 0;
		}
		return 0;
	}

	// Most of what is looked for becomes a neighbour of it, of which the search by eight
	// bytes must not think that it is there.
	private static void rare(byte[] bytes, int percent) {
		for (int i = 0; i < bytes.length; i++) {
			if ((bytes[i] == '"' || bytes[i] == '\\') && i % 100 < percent) {
				bytes[i] ^= 1;
			}
		}
	}

}
