package io.sightglass.meters.llm.internal.wire;

import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * The searches that an answer lists. Each event of a stream may list all of them again.
 */
final class Searches {

	private long listed;

	private boolean begun;

	private boolean asQueries;

	void clear() {
		this.listed = 0;
		this.begun = false;
		this.asQueries = false;
	}

	void one() {
		this.listed = this.begun ? this.listed + 1 : 1;
		this.begun = true;
	}

	// Opening a page and looking through it is part of a search.
	void action(JsonText type) {
		if (!type.is("search")) {
			this.listed = this.begun ? this.listed - 1 : -1;
			this.begun = true;
		}
	}

	void query() {
		this.asQueries = true;
		one();
	}

	void objectEnded() {
		this.begun = false;
	}

	/**
	 * Adds them to what was used. Gemini bills for each query since its third generation,
	 * and once for a call with queries before.
	 * @param usage what was used otherwise
	 * @param model the model
	 * @return all that was used
	 */
	LlmUsage with(LlmUsage usage, @Nullable String model) {
		boolean once = this.asQueries && model != null && (model.contains("gemini-1") || model.contains("gemini-2"));
		long searches = once ? 1 : this.listed;
		return (searches > usage.of(LlmUnit.SEARCH)) ? usage.with(LlmUnit.SEARCH, searches) : usage;
	}

}
