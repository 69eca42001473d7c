package io.sightglass.autoconfigure;

import java.util.Collection;
import java.util.Comparator;

import org.jspecify.annotations.Nullable;

/**
 * Finds what somebody meant who mistyped a name.
 */
final class SimilarNames {

	private static final int TYPOS = 2;

	private SimilarNames() {
	}

	static @Nullable String nearest(String name, Collection<String> all) {
		return all.stream()
			.filter((one) -> one.startsWith(name + "-") || one.equals(name + ".enabled")
					|| distance(name, one) <= TYPOS)
			.min(Comparator.comparingInt((one) -> distance(name, one)))
			.orElse(null);
	}

	// Levenshtein's: how many letters are added, left out or replaced.
	static int distance(String a, String b) {
		int[] row = new int[b.length() + 1];
		for (int j = 0; j < row.length; j++) {
			row[j] = j;
		}
		for (int i = 1; i <= a.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j < row.length; j++) {
				int replaced = diagonal + ((a.charAt(i - 1) == b.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[b.length()];
	}

}
