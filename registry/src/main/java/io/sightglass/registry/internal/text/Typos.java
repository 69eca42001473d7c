package io.sightglass.registry.internal.text;

/**
 * How far a word is from another.
 */
public final class Typos {

	private Typos() {
	}

	/**
	 * Levenshtein's distance.
	 * @param one a word
	 * @param other another one
	 * @return how many characters are to be put in, left out or changed
	 */
	public static int between(String one, String other) {
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
