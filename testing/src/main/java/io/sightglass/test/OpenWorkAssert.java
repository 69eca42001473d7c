package io.sightglass.test;

import java.util.List;

import org.assertj.core.api.AbstractAssert;

/**
 * Whether all has ended.
 */
public final class OpenWorkAssert extends AbstractAssert<OpenWorkAssert, OpenWork> {

	OpenWorkAssert(OpenWork actual) {
		super(actual, OpenWorkAssert.class);
	}

	/**
	 * All that was started has ended.
	 * @return this
	 */
	public OpenWorkAssert hasNothingOpen() {
		List<String> open = this.actual.open();
		if (!open.isEmpty()) {
			throw failure("%s", "Expected nothing to be open, but there is still:" + lines(open));
		}
		return this;
	}

	/**
	 * So much has been started and has not ended.
	 * @param count how much
	 * @return this
	 */
	public OpenWorkAssert hasOpen(int count) {
		List<String> open = this.actual.open();
		if (open.size() != count) {
			throw failureWithActualExpected(open.size(), count, "%s",
					"Expected %d to be open, but there were %d:%s".formatted(count, open.size(), lines(open)));
		}
		return this;
	}

	private static String lines(List<String> open) {
		return open.isEmpty() ? " nothing"
				: System.lineSeparator() + "  " + String.join(System.lineSeparator() + "  ", open);
	}

}
