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
		}
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
