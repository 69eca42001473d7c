package io.sightglass.registry.failure;

import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.sightglass.registry.internal.log.Printable;
import io.sightglass.registry.internal.text.Utf8;
import io.sightglass.registry.tag.ScrapeLimits;
import org.jspecify.annotations.Nullable;

/**
 * A naming convention of the application's. Where it throws, or answers with nothing, the
 * registry's own takes its place, which is counted and logged once.
 */
public final class SafeConvention implements NamingConvention {

	// With a unit; a suffix comes behind it.
	private static final int LONGEST_NAME = ScrapeLimits.NAME_BYTES + ScrapeLimits.UNIT_BYTES;

	private final NamingConvention convention;

	private final NamingConvention instead;

	private final Failures failures;

	/**
	 * A convention that never throws.
	 * @param convention how it names
	 * @param instead how it names where that fails
	 * @param failures counts where it does
	 */
	public SafeConvention(NamingConvention convention, NamingConvention instead, Failures failures) {
		this.convention = convention;
		this.instead = instead;
		this.failures = failures;
	}

	@Override
	public String name(String name, Meter.Type type, @Nullable String baseUnit) {
		String answer = ask("name", name, LONGEST_NAME, () -> this.convention.name(name, type, baseUnit));
		return answer.isEmpty() ? this.instead.name(name, type, baseUnit) : answer;
	}

	@Override
	public String tagKey(String key) {
		String answer = ask("tag key", key, ScrapeLimits.KEY_BYTES, () -> this.convention.tagKey(key));
		// Prometheus's own has colons, for which Prometheus 2 refuses the whole target.
		return (answer.isEmpty() ? this.instead.tagKey(key) : answer).replace(':', '_');
	}

	@Override
	public String tagValue(String value) {
		String answer = ask("tag value", value, ScrapeLimits.VALUE_BYTES, () -> this.convention.tagValue(value));
		return answer.isEmpty() ? this.instead.tagValue(value) : answer;
	}

	// Empty where there is no answer.
	private String ask(String what, String word, int limit, Supplier<@Nullable String> question) {
		try {
			String answer = question.get();
			if (answer != null && (!answer.isEmpty() || word.isEmpty())) {
				return Utf8.cut(answer, limit);
			}
			failed(what, word, new IllegalStateException("The convention answered with nothing"));
		}
		catch (Throwable ex) {
			failed(what, word, ex);
		}
		return "";
	}

	private void failed(String what, String word, Throwable cause) {
		this.failures.note(
				this.convention, "The naming convention " + this.convention.getClass().getName() + " failed for the "
						+ what + " '" + Printable.value(word) + "', for which the registry's own takes its place",
				cause);
	}

}
