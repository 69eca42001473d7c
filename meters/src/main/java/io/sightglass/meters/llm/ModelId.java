package io.sightglass.meters.llm;

import java.util.Locale;

import io.sightglass.meters.llm.internal.name.ModelName;
import org.jspecify.annotations.Nullable;

/**
 * The names of a model.
 *
 * @param written as a request or an answer writes it, in lower case
 * @param comparable without what only multiplies series
 * @param dated the same with its date, if it has one
 */
record ModelId(String written, String comparable, String dated) {

	static ModelId of(@Nullable String raw) {
		return new ModelId((raw != null) ? raw.strip().toLowerCase(Locale.ROOT) : "", ModelName.of(raw),
				ModelName.dated(raw));
	}

	boolean isEmpty() {
		return this.written.isEmpty();
	}

	/**
	 * Whether another model answers than the one that is asked by this name: one with
	 * another name, or with another date where both have one.
	 * @param answered the model that answers
	 * @return whether it is another
	 */
	boolean isAnother(ModelId answered) {
		return !this.comparable.equals(answered.comparable)
				|| (hasDate() && answered.hasDate() && !this.dated.equals(answered.dated));
	}

	private boolean hasDate() {
		return !this.dated.equals(this.comparable) && !this.dated.endsWith("-latest");
	}

}
