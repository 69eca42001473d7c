package io.sightglass.processor;

import org.jspecify.annotations.Nullable;

/**
 * What a method may return and record, by its annotation.
 */
final class ReturnRules {

	private ReturnRules() {
	}

	/**
	 * What is wrong with a method's shape.
	 * @param kind what its annotation asks for
	 * @param returns what it returns
	 * @param amount what it records, if a parameter says so
	 * @return the message, or nothing
	 */
	static String wrong(Kind kind, Returns returns, @Nullable AmountModel amount) {
		return switch (kind) {
			case COUNTER -> counter(returns, amount);
			case TIMER -> timer(returns, amount);
			case GAUGE -> gauge(returns, amount);
			case SUMMARY -> summary(returns, amount);
		};
	}

	private static String counter(Returns returns, @Nullable AmountModel amount) {
		if (returns != Returns.NOTHING) {
			return "A @Counted method returns void. For a duration say @Timed, for a level @Gauged.";
		}
		return (amount == null || amount.type() == AmountModel.Type.NUMBER) ? ""
				: "A @Counted method adds 1, or a number: int, long, float or double.";
	}

	private static String timer(Returns returns, @Nullable AmountModel amount) {
		if (returns == Returns.TIMING || returns == Returns.STOPWATCH) {
			return (amount == null) ? ""
					: "What is timed here needs no amount. Return void to record a Duration measured elsewhere.";
		}
		if (returns != Returns.NOTHING) {
			return "A @Timed method returns a Timing (with the tag outcome), a Stopwatch (without), or void with a "
					+ "Duration.";
		}
		return (amount != null && amount.type() == AmountModel.Type.DURATION) ? ""
				: "A @Timed method that returns void takes a Duration. Or return a Timing or a Stopwatch.";
	}

	private static String gauge(Returns returns, @Nullable AmountModel amount) {
		if (returns == Returns.LEVEL) {
			return (amount == null) ? ""
					: "A GaugeLevel is set by its own methods. Leave the amount off, or return void.";
		}
		if (returns != Returns.NOTHING) {
			return "A @Gauged method returns a GaugeLevel, or void and takes the value.";
		}
		return (amount != null && amount.type() != AmountModel.Type.DURATION) ? ""
				: "A @Gauged method that returns void takes a number, or an @Amount boolean. Or return a GaugeLevel.";
	}

	private static String summary(Returns returns, @Nullable AmountModel amount) {
		if (returns != Returns.NOTHING) {
			return "A @Summed method returns void and takes the amount.";
		}
		return (amount != null && amount.type() == AmountModel.Type.NUMBER) ? ""
				: "A @Summed method takes what it sums: an int, long, float or double. A Duration is @Timed.";
	}

}
