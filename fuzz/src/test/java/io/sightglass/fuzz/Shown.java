package io.sightglass.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What may be shown to somebody, whatever it was made of.
 */
public final class Shown {

	private Shown() {
	}

	/**
	 * Checks that a text is one line that changes nothing around it.
	 * @param text the text
	 * @param most how many characters it may have
	 */
	public static void isPlain(String text, int most) {
		assertThat(text.length()).isLessThanOrEqualTo(most);
		// \p{Cs} is half of a surrogate pair.
		assertThat(text).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
	}

}
