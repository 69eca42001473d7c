package io.sightglass.autoconfigure.llm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.sightglass.instrumentation.internal.part.WrongProperty;
import io.sightglass.meters.llm.price.ModelPrice;
import io.sightglass.meters.llm.price.PriceBook;
import io.sightglass.meters.llm.price.PriceTable;
import io.sightglass.meters.llm.price.Rates;
import io.sightglass.meters.llm.price.ReloadedPrices;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.util.function.SingletonSupplier;

/**
 * Prices in the order of trust: the user's books, the properties, the location, what is
 * shipped, which is read when the first call asks for it. Not a book itself, so that it
 * is not taken for one of the user's.
 */
class ConfiguredPrices implements DisposableBean {

	private final @Nullable ReloadedPrices reloaded;

	private final PriceBook all;

	ConfiguredPrices(LlmProperties properties, List<PriceBook> users, Failures failures) {
		List<PriceBook> books = new ArrayList<>(users);
		Map<String, ModelPrice> prices = new HashMap<>();
		properties.prices().forEach((model, price) -> prices.put(model, price(model, price)));
		books.add(new PriceTable(prices));
		String location = properties.priceLocation();
		this.reloaded = (location != null)
				? reloaded(PriceLocation.checked(location), properties.priceRefresh(), failures) : null;
		if (this.reloaded != null) {
			books.add(this.reloaded);
		}
		SingletonSupplier<PriceTable> shipped = SingletonSupplier.of(PriceTable::shipped);
		books.add((provider, model) -> shipped.obtain().price(provider, model));
		this.all = PriceBook.firstOf(books);
	}

	PriceBook book() {
		return this.all;
	}

	@Override
	public void destroy() {
		if (this.reloaded != null) {
			this.reloaded.close();
		}
	}

	private static ReloadedPrices reloaded(PriceLocation place, Duration refresh, Failures failures) {
		return new ReloadedPrices(place.toString(), place, refresh, failures);
	}

	private static ModelPrice price(String model, LlmProperties.Price price) {
		try {
			Rates rates = Rates.perMillion(price.input(), price.output(), price.cacheRead(), price.cacheWrite(),
					price.reasoning());
			LlmProperties.LongContext longer = price.longContext();
			return new ModelPrice(rates,
					(longer != null) ? Rates.perMillion(longer.input(), longer.output(), longer.cacheRead(),
							longer.cacheWrite(), null) : null,
					(longer != null) ? longer.above() : Long.MAX_VALUE, price.batchDiscount());
		}
		catch (IllegalArgumentException ex) {
			throw WrongProperty.of("sightglass.llm.prices[" + model + "]", price, ex.getMessage() + ".");
		}
	}

}
