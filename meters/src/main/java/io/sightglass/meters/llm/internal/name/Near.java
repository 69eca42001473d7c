package io.sightglass.meters.llm.internal.name;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

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
				.thenComparingInt((name) -> difference(compared, name))
				.thenComparing(Comparator.naturalOrder()))
			.limit(SHOWN)
			.collect(Collectors.joining(", "));
	}

	// How many characters are to be put in, left out or changed.
	static int difference(String one, String other) {
		int[] row = new int[other.length() + 1];
		for (int j = 0; j < row.length; j++) {
			row[j] = j;
		}
		for (int i = 1; i <= one.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j < row.length; j++) {
				int changed = diagonal + ((one.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[other.length()];
	}

}
