package io.sightglass.meters.llm.internal.wire;

/**
 * Tokens of one kind, whose name and number come in any order.
 */
final class WireGroup {

	private long tokens;

	private byte kind;

	void kind(JsonText name) {
		this.kind = name.first();
	}

	void tokens(JsonText count) {
		this.tokens = Math.max(0, count.count());
	}

	/**
	 * The kind and its number have come.
	 * @param group what is told by kind
	 * @param counts where they go
	 */
	void ended(WireField group, WireCounts counts) {
		switch (group) {
			case PROMPT_MODALITY -> modality(counts, WireField.AUDIO_INPUT, WireField.IMAGE_INPUT);
			case CACHED_MODALITY -> modality(counts, WireField.AUDIO_CACHED, WireField.IMAGE_CACHED);
			case COMPLETION_MODALITY -> modality(counts, WireField.AUDIO_OUTPUT, WireField.IMAGE_OUTPUT);
			// 1h or 5m.
			default ->
				counts.set((this.kind == '1') ? WireField.CACHE_CREATION_1H : WireField.CACHE_CREATION_5M, this.tokens);
		}
		this.kind = 0;
		this.tokens = 0;
	}

	private void modality(WireCounts counts, WireField audio, WireField image) {
		switch (this.kind) {
			case 'A', 'a' -> counts.set(audio, this.tokens);
			case 'I', 'i' -> counts.set(image, this.tokens);
			default -> {
			}
		}
	}

}
