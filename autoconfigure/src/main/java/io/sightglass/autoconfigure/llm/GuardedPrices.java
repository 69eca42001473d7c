package io.sightglass.autoconfigure.llm;

import java.time.Instant;

import io.sightglass.meters.llm.price.ModelPrice;
import io.sightglass.meters.llm.price.PriceBook;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * A book of the application's, which knows nothing where it throws: the next one may.
 *
 * @param book the book
 * @param failures counts what it throws
 */
record GuardedPrices(PriceBook book, Failures failures) implements PriceBook {

	@Override
	public @Nullable ModelPrice price(String provider, String model) {
		try {
			return this.book.price(provider, model);
		}
		catch (Throwable ex) {
			this.failures.record("llm.prices", ex);
			return null;
		}
	}

	@Override
	public void prepare() {
		this.failures.guard("llm.prices", this.book::prepare);
	}

	@Override
	public @Nullable Instant date() {
		try {
			return this.book.date();
		}
		catch (Throwable ex) {
			this.failures.record("llm.prices", ex);
			return null;
		}
	}

}
