package io.sightglass.meters.llm.price;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where the price of a model comes from. Asked at the end of every call, so it answers
 * from memory.
 */
@FunctionalInterface
public interface PriceBook {

	/** Knows no price. */
	PriceBook EMPTY = (provider, model) -> null;

	/**
	 * The price of a model. Asked for its name as it was written first, as
	 * {@code gpt-4o-2024-05-13} and {@code gpt-4o} are two prices; who answers that none
	 * is known is asked once more for the comparable name, then for the model that was
	 * asked where another name answers, before the next book is.
	 * @param provider the provider's common name, such as {@code openai}
	 * @param model the model's name in lower case, such as {@code gpt-5-mini-2025-08-07},
	 * and then {@code gpt-5-mini}
	 * @return its price, or {@code null} where it is unknown; free is a price of 0
	 */
	@Nullable ModelPrice price(String provider, String model);

	/**
	 * Said when a first call begins, whose price is asked for at its end: what is still
	 * to be read may be read meanwhile, by another thread.
	 */
	default void prepare() {
	}

	/**
	 * When its prices were written down or, where nobody says that, last read.
	 * @return the time, or {@code null} where it is not known or nothing was read
	 */
	default @Nullable Instant date() {
		return null;
	}

	/**
	 * The catalogue that comes with Sightglass. It is read when it is first needed.
	 * @return the shipped prices
	 */
	static PriceBook shipped() {
		return ShippedPrices.INSTANCE;
	}

	/**
	 * The books in order; the first that knows a price wins. Their date is that of the
	 * first that has one.
	 * @param books the books, most trusted first
	 * @return all of them as one
	 */
	static PriceBook firstOf(List<? extends PriceBook> books) {
		return new PriceBooks(books);
	}

}
