package io.sightglass.meters.llm.price;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.sightglass.meters.llm.internal.name.ModelName;
import org.jspecify.annotations.Nullable;

/**
 * Books in order, with those inside of others in their place.
 */
public final class PriceBooks implements PriceBook {

	private static final int MAX_REMEMBERED = 1000;

	private static final int LONGEST_REMEMBERED = 200;

	private final List<PriceBook> books;

	// Comparable names, which cost regular expressions.
	private final Map<String, String> comparable = new ConcurrentHashMap<>();

	/**
	 * The books as one.
	 * @param books the books, most trusted first
	 */
	public PriceBooks(List<? extends PriceBook> books) {
		this.books = List.copyOf(books)
			.stream()
			.flatMap((book) -> (book instanceof PriceBooks all) ? all.books.stream() : Stream.of(book))
			.toList();
	}

	@Override
	public @Nullable ModelPrice price(String provider, String model) {
		return price(provider, model, model);
	}

	/**
	 * The price of a call by the first book that knows one of its models.
	 * @param provider the provider's common name
	 * @param answered the model that answered, which a book is asked for first
	 * @param asked the model that was asked, perhaps by a name of the caller's own
	 * @return the price, or {@code null}
	 */
	public @Nullable ModelPrice price(String provider, String answered, String asked) {
		for (int i = 0; i < this.books.size(); i++) {
			ModelPrice price = price(this.books.get(i), provider, answered);
			if (price == null && !asked.equals(answered)) {
				price = price(this.books.get(i), provider, asked);
			}
			if (price != null) {
				return price;
			}
		}
		return null;
	}

	private @Nullable ModelPrice price(PriceBook book, String provider, String model) {
		ModelPrice price = book.price(provider, model);
		String comparable = (price == null) ? comparable(model) : model;
		return comparable.equals(model) ? price : book.price(provider, comparable);
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
