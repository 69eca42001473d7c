package io.sightglass.meters.llm.price;

import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The price of a model, which may be another one from a day on. Put together when it is
 * first asked for: few of the models of a catalogue are.
 */
final class DatedPrice {

	private static final long DAY_MILLIS = 86_400_000;

	private @Nullable ModelLines lines;

	private volatile @Nullable Periods periods;

	DatedPrice(ModelLines lines) {
		this.lines = lines;
	}

	DatedPrice(@Nullable ModelPrice price) {
		this.periods = new Periods(new long[] { Long.MIN_VALUE }, new ModelPrice[] { price });
	}

	@Nullable ModelPrice today() {
		Periods periods = periods();
		return (periods.prices.length == 1) ? periods.prices[0]
				: periods.on(Math.floorDiv(System.currentTimeMillis(), DAY_MILLIS));
	}

	@Nullable ModelPrice on(long day) {
		return periods().on(day);
	}

	private Periods periods() {
		Periods known = this.periods;
		return (known != null) ? known : made();
	}

	private synchronized Periods made() {
		Periods made = this.periods;
		if (made == null) {
			made = Objects.requireNonNull(this.lines).periods();
			this.periods = made;
			this.lines = null;
		}
		return made;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof DatedPrice price && periods().isSameAs(price.periods());
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(periods().starts);
	}

	/**
	 * Prices by the day on which each begins, the first at the beginning of time.
	 */
	static final class Periods {

		private final long[] starts;

		private final @Nullable ModelPrice[] prices;

		Periods(long[] starts, @Nullable ModelPrice[] prices) {
			this.starts = starts;
			this.prices = prices;
		}

		@Nullable ModelPrice on(long day) {
			int period = this.starts.length - 1;
			while (this.starts[period] > day) {
				period--;
			}
			return this.prices[period];
		}

		private boolean isSameAs(Periods other) {
			return Arrays.equals(this.starts, other.starts) && Arrays.equals(this.prices, other.prices);
		}

	}

}
