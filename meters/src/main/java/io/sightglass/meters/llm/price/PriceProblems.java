package io.sightglass.meters.llm.price;

import java.util.ArrayList;
import java.util.List;

import io.sightglass.registry.internal.log.Printable;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a price file, of which a few lines are told.
 */
final class PriceProblems {

	private static final int MAX_SHOWN = 5;

	private final List<String> shown = new ArrayList<>();

	private int others;

	void add(int line, String model, IllegalArgumentException problem) {
		if (this.shown.size() == MAX_SHOWN) {
			this.others++;
			return;
		}
		this.shown.add("line " + line + (model.isEmpty() ? "" : " (" + Printable.value(model) + ")") + ": "
				+ problem.getMessage());
	}

	@Nullable String text() {
		return this.shown.isEmpty() ? null
				: String.join("; ", this.shown) + ((this.others > 0) ? "; and " + this.others + " more" : "");
	}

}
