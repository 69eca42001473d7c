package io.sightglass.meters.llm.price;

import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The price of a model, which may be another one from a day on.
 */
final class DatedPrice {

	private static final long DAY_MILLIS = 86_400_000;

	private final long[] starts;

	private final @Nullable ModelPrice[] prices;

	DatedPrice(long[] starts, @Nullable ModelPrice[] prices) {
		this.starts = starts;
		this.prices = prices;
	}

	DatedPrice(ModelPrice price) {
		this(new long[] { Long.MIN_VALUE }, new ModelPrice[] { price });
	}

	@Nullable ModelPrice today() {
		return (this.prices.length == 1) ? this.prices[0] : on(Math.floorDiv(System.currentTimeMillis(), DAY_MILLIS));
	}

	@Nullable ModelPrice on(long day) {
		int period = this.starts.length - 1;
		while (this.starts[period] > day) {
			period--;
		}
		return this.prices[period];
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof DatedPrice price && Arrays.equals(this.starts, price.starts)
				&& Arrays.equals(this.prices, price.prices);
	}

	@Override
	public int hashCode() {
		return Objects.hash(Arrays.hashCode(this.starts), Arrays.hashCode(this.prices));
	}

}
