package io.sightglass.meters.llm.internal.wire;

import java.util.Arrays;

import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.LlmUsage;

/**
 * The parts of an answer, of which Anthropic bills those that compact the conversation
 * beside what its usage says. Each part has a prompt of its own, and each event of a
 * stream may list all of them again.
 */
final class Iterations {

	private final long[] one = new long[5];

	private final long[] all = new long[5];

	private long longest;

	private boolean compacts;

	private boolean begun;

	void type(JsonText type) {
		this.compacts = type.is("compaction");
	}

	// One that cannot be makes the whole impossible, and none makes the sums overflow.
	void count(WireField field, JsonText text) {
		long count = text.count();
		boolean possible = count >= 0 && count <= LlmUsage.MOST;
		this.one[field.ordinal() - WireField.ITERATION_INPUT.ordinal()] = possible ? count : LlmUsage.MOST + 1;
	}

	void ended() {
		if (!this.begun) {
			clear();
			this.begun = true;
		}
		this.one[4] = Math.min(this.one[4], this.one[3]);
		this.longest = Math.max(this.longest, this.one[0] + this.one[2] + this.one[3]);
		for (int i = 0; i < this.one.length; i++) {
			this.all[i] += this.compacts ? this.one[i] : 0;
			this.one[i] = 0;
		}
		this.compacts = false;
	}

	void objectEnded() {
		this.begun = false;
	}

	void clear() {
		Arrays.fill(this.all, 0);
		this.longest = 0;
		this.begun = false;
	}

	LlmUsage with(LlmUsage usage) {
		LlmUsage sum = with(usage, LlmUnit.INPUT, this.all[0]);
		sum = with(sum, LlmUnit.OUTPUT, this.all[1]);
		sum = with(sum, LlmUnit.CACHE_READ, this.all[2]);
		sum = with(sum, LlmUnit.CACHE_WRITE, this.all[3] - this.all[4]);
		sum = with(sum, LlmUnit.CACHE_WRITE_1H, this.all[4]);
		return (this.longest > 0) ? sum.withLongestPrompt(this.longest) : sum;
	}

	private static LlmUsage with(LlmUsage usage, LlmUnit unit, long more) {
		return (more > 0) ? usage.with(unit, usage.of(unit) + more) : usage;
	}

}
