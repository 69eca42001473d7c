package io.sightglass.meters.llm;

import java.util.Locale;

import io.sightglass.meters.llm.internal.name.ModelName;
import org.jspecify.annotations.Nullable;

/**
 * The two names of a model.
 *
 * @param written as a request or an answer writes it, in lower case
 * @param comparable without what only multiplies series
 */
record ModelNames(String written, String comparable) {

	static ModelNames of(@Nullable String raw) {
		return new ModelNames((raw != null) ? raw.strip().toLowerCase(Locale.ROOT) : "", ModelName.of(raw));
	}

	boolean isEmpty() {
		return this.written.isEmpty();
	}

}
