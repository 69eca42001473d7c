package io.sightglass.meters.llm;

import java.util.Locale;
import java.util.regex.Pattern;

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

	// Such as Ollama's :latest and OpenRouter's :nitro.
	private static final Pattern VARIANT = Pattern.compile(":[a-z]+$");

	// Such as gpt-4-0613 and gemini-2.0-flash-001.
	private static final Pattern VERSION = Pattern.compile("-\\d{3,4}");

	// Keys and tokens as providers and their clouds make them, and texts of four words.
	private static final Pattern NO_NAME = Pattern.compile("(?i)\\s*(bearer\\s.*|eyj[\\w-]+\\.[\\w.-]+"
			+ "|(sk-|gsk_|hf_|nvapi-|aiza|akia|absk|ya29\\.|aq\\.|jina_|pa-|fw_|ghp_|r8_)[\\w.=/+-]{16,}"
			+ "|(xai|pplx)-\\w{32,}|[0-9a-f]{32,}|[a-z0-9]{40,}|(\\S++\\s+){3}\\S.*)\\s*", Pattern.DOTALL);

	// A query behind a name, which may hold a key, is no part of it, and what may hold a
	// secret is no name.
	static ModelId of(@Nullable String raw) {
		if (raw != null && NO_NAME.matcher(raw).matches()) {
			return of(null);
		}
		if (raw != null && raw.indexOf('?') >= 0) {
			return of(raw.substring(0, raw.indexOf('?')));
		}
		return new ModelId((raw != null) ? raw.strip().toLowerCase(Locale.ROOT) : "", ModelName.of(raw),
				ModelName.dated(raw));
	}

	boolean isEmpty() {
		return this.written.isEmpty();
	}

	/**
	 * Whether another model answers than the one that is asked by this name: one with
	 * another name, or with another date where both have one. An answer may tell the
	 * version or the date that a name stands for, and the latest and a router's choice
	 * are what was asked.
	 * @param answered the model that answers
	 * @return whether it is another
	 */
	boolean isAnother(ModelId answered) {
		if (this.comparable.equals(answered.comparable)) {
			return hasDate() && answered.hasDate() && !this.dated.equals(answered.dated);
		}
		if (this.written.endsWith("-latest") || this.written.startsWith("openrouter/")
				|| this.written.startsWith("@")) {
			return false;
		}
		String own = VARIANT.matcher(this.comparable).replaceFirst("");
		String other = VARIANT.matcher(answered.comparable).replaceFirst("");
		return !own.equals(other) && !own.equals(other + "-0")
				&& !(other.startsWith(own) && VERSION.matcher(other.substring(own.length())).matches());
	}

	private boolean hasDate() {
		return !this.dated.equals(this.comparable) && !this.dated.endsWith("-latest");
	}

}
