package io.sightglass.meters.llm.internal.name;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

import io.sightglass.registry.internal.text.Typos;

/**
 * The names that someone may have meant.
 */
public final class Near {

	private static final int SHOWN = 3;

	private static final int LONGEST = 40;

	private Near() {
	}

	/**
	 * The known names that are least different.
	 * @param word what was written
	 * @param known the names that there are
	 * @return the three nearest, the nearest first
	 */
	public static String to(String word, Collection<String> known) {
		String written = word.toLowerCase(Locale.ROOT);
		String compared = written.substring(0, Math.min(LONGEST, written.length()));
		return known.stream()
			.sorted(Comparator.comparing((String name) -> compared.isEmpty() || !name.startsWith(compared))
				.thenComparingInt((name) -> Typos.between(compared, name))
				.thenComparing(Comparator.naturalOrder()))
			.limit(SHOWN)
			.collect(Collectors.joining(", "));
	}

}
