package io.sightglass.meters.llm.internal.wire;

import java.nio.ByteBuffer;
import java.util.Random;

import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All that a reader says.
 *
 * @param model the model
 * @param id the id
 * @param finish why it ended
 * @param error what went wrong
 * @param usage the tokens
 * @param content whether the model said something
 * @param whole whether all objects ended
 * @param empty whether none came
 */
record State(@Nullable String model, @Nullable String id, @Nullable String finish, @Nullable String error,
		@Nullable LlmUsage usage, boolean content, boolean whole, boolean empty) {

	private static final int LONGEST = 256;

	static State of(byte[] input) {
		WireReader reader = new WireReader();
		reader.feed(input, 0, input.length);
		return of(reader);
	}

	static State ofParts(byte[] input, Random random) {
		WireReader reader = new WireReader();
		for (int at = 0; at < input.length;) {
			int length = Math.min(random.nextInt(20), input.length - at);
			reader.feed(ByteBuffer.wrap(input, at, length));
			at += length;
		}
		return of(reader);
	}

	static State ofSingle(byte[] input) {
		WireReader reader = new WireReader();
		for (byte each : input) {
			reader.feed(each);
		}
		return of(reader);
	}

	private static State of(WireReader reader) {
		return new State(reader.model(), reader.id(), reader.finish(), reader.error(), reader.usage(),
				reader.hasContent(), reader.isWhole(), reader.isEmpty());
	}

	void isBounded() {
		for (String text : new String[] { this.model, this.id, this.finish }) {
			assertThat(String.valueOf(text).length()).isLessThanOrEqualTo(LONGEST);
		}
		// A code and a kind.
		assertThat(String.valueOf(this.error).length()).isLessThanOrEqualTo(2 * LONGEST + 1);
		if (this.usage != null && this.usage.isPossible()) {
			assertThat(this.usage.prompt() + this.usage.completion()).isBetween(0L, 2 * LlmUsage.MOST);
		}
		assertThat(this.whole && this.empty).isFalse();
	}

}
