package io.sightglass.meters.llm.price;

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
	 * The price of a model.
	 * @param provider the provider's common name, such as {@code openai}
	 * @param model the model's comparable name, such as {@code gpt-5-mini}
	 * @return its price, or {@code null} where it is unknown; free is a price of 0
	 */
	@Nullable ModelPrice price(String provider, String model);

	/**
	 * The books in order; the first that knows a price wins.
	 * @param books the books, most trusted first
	 * @return all of them as one
	 */
	static PriceBook firstOf(List<? extends PriceBook> books) {
		List<PriceBook> all = List.copyOf(books);
		return (provider, model) -> {
			for (PriceBook book : all) {
				ModelPrice price = book.price(provider, model);
				if (price != null) {
					return price;
				}
			}
			return null;
		};
	}

}
