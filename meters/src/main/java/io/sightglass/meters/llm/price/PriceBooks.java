package io.sightglass.meters.llm.price;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.sightglass.meters.llm.internal.name.ModelName;
import org.jspecify.annotations.Nullable;

/**
 * Books in order.
 */
final class PriceBooks implements PriceBook {

	private static final int MAX_REMEMBERED = 1000;

	private static final int LONGEST_REMEMBERED = 200;

	private final List<PriceBook> books;

	// Comparable names, which cost regular expressions.
	private final Map<String, String> comparable = new ConcurrentHashMap<>();

	PriceBooks(List<? extends PriceBook> books) {
		this.books = List.copyOf(books);
	}

	@Override
	public @Nullable ModelPrice price(String provider, String model) {
		String comparable = comparable(model);
		for (int i = 0; i < this.books.size(); i++) {
			PriceBook book = this.books.get(i);
			ModelPrice price = book.price(provider, model);
			if (price == null && !comparable.equals(model)) {
				price = book.price(provider, comparable);
			}
			if (price != null) {
				return price;
			}
		}
		return null;
	}

	private String comparable(String model) {
		String known = this.comparable.get(model);
		if (known != null) {
			return known;
		}
		String name = ModelName.of(model);
		if (model.length() <= LONGEST_REMEMBERED && this.comparable.size() < MAX_REMEMBERED) {
			this.comparable.put(model, name);
		}
		return name;
	}

	@Override
	public void prepare() {
		this.books.forEach(PriceBook::prepare);
	}

	@Override
	public @Nullable Instant date() {
		for (PriceBook book : this.books) {
			Instant date = book.date();
			if (date != null) {
				return date;
			}
		}
		return null;
	}

}
