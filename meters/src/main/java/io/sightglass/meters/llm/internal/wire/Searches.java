package io.sightglass.meters.llm.internal.wire;

import java.util.Arrays;
import java.util.regex.Pattern;

import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * The searches that an answer lists. Each event of a stream may list all of them again.
 */
final class Searches {

	private static final int MOST_QUERIES = 64;

	private static final Pattern EACH = Pattern.compile("gemini-([3-9]|[12]\\d)");

	private long listed;

	private boolean begun;

	private final int[] queries = new int[MOST_QUERIES];

	private int queried;

	private @Nullable String asked;

	void clear() {
		this.listed = 0;
		this.begun = false;
		this.queried = 0;
	}

	/**
	 * The model that was asked for, which the answer may not name.
	 * @param model its name
	 */
	void asked(@Nullable String model) {
		this.asked = model;
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

	// Those that are empty or listed twice are not billed.
	void query(JsonText text) {
		int hash = text.hash();
		if (text.length() > 0 && Arrays.stream(this.queries, 0, this.queried).noneMatch((known) -> known == hash)) {
			this.queries[this.queried] = hash;
			this.queried = Math.min(this.queried + 1, MOST_QUERIES - 1);
		}
	}

	void objectEnded() {
		this.begun = false;
	}

	/**
	 * Adds them to what was used. Gemini bills for each query since its third generation,
	 * and once for a call with queries before.
	 * @param usage what was used otherwise
	 * @param answered the model, where the answer names it
	 * @return all that was used
	 */
	LlmUsage with(LlmUsage usage, @Nullable String answered) {
		String model = (answered != null) ? answered : this.asked;
		boolean once = model != null && model.contains("gemini") && !EACH.matcher(model).find();
		long searches = Math.max(this.listed, once ? Math.min(1, this.queried) : this.queried);
		return (searches > usage.of(LlmUnit.SEARCH)) ? usage.with(LlmUnit.SEARCH, searches) : usage;
	}

}
