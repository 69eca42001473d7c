package io.sightglass.autoconfigure.llm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.sightglass.instrumentation.internal.part.WrongProperty;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.ModelPrice;
import io.sightglass.meters.llm.price.ModelPriceBuilder;
import io.sightglass.meters.llm.price.PriceBook;
import io.sightglass.meters.llm.price.PriceTable;
import io.sightglass.meters.llm.price.ReloadedPrices;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;

/**
 * Prices in the order of trust: the user's books, the properties, the location, what is
 * shipped, which is read when the first call asks for it. Not a book itself, so that it
 * is not taken for one of the user's.
 */
class ConfiguredPrices implements DisposableBean {

	private final @Nullable ReloadedPrices reloaded;

	private final PriceBook all;

	ConfiguredPrices(LlmProperties properties, List<PriceBook> users, Failures failures) {
		List<PriceBook> books = new ArrayList<>();
		users.forEach((book) -> books.add(new GuardedPrices(book, failures)));
		Map<String, ModelPrice> prices = new HashMap<>();
		properties.prices().forEach((model, price) -> prices.put(model, price(model, price)));
		books.add(new PriceTable(prices));
		String location = properties.priceLocation();
		this.reloaded = (location != null)
				? reloaded(PriceLocation.checked(location), properties.priceRefresh(), failures) : null;
		if (this.reloaded != null) {
			books.add(this.reloaded);
		}
		books.add(PriceBook.shipped());
		this.all = PriceBook.firstOf(books);
	}

	@Nullable ReloadedPrices reloaded() {
		return this.reloaded;
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

	private static ModelPrice price(String model, LlmPrices.Price price) {
		String property = "sightglass.llm.prices[" + model + "]";
		try {
			ModelPriceBuilder all = ModelPrice.builder().discount(LlmTier.BATCH, price.batchDiscount());
			put(property, all, LlmTier.STANDARD, 0, price.units());
			LlmPrices.LongContext longer = price.longContext();
			if (longer != null) {
				put(property + ".long-context", all, LlmTier.STANDARD, longer.above(), longer.units());
			}
			if (price.contextWindow() != 0) {
				all.contextWindow(price.contextWindow());
			}
			tier(property, all, LlmTier.BATCH, price.batch());
			tier(property, all, LlmTier.FLEX, price.flex());
			tier(property, all, LlmTier.PRIORITY, price.priority());
			tier(property, all, LlmTier.FAST, price.fast());
			tier(property, all, LlmTier.PROVISIONED, price.provisioned());
			return all.build();
		}
		catch (IllegalArgumentException ex) {
			throw WrongProperty.of(property, price, ex.getMessage() + ".");
		}
	}

	private static void tier(String model, ModelPriceBuilder all, LlmTier tier, LlmPrices.@Nullable Tier prices) {
		if (prices != null) {
			put(model + "." + tier.tag(), all, tier, 0, prices.units());
		}
	}

	private static void put(String property, ModelPriceBuilder all, LlmTier tier, long above,
			Map<LlmUnit, BigDecimal> units) {
		units.forEach((unit, usd) -> {
			try {
				all.usd(unit, tier, above, usd);
			}
			catch (IllegalArgumentException ex) {
				String name = unit.tag().replace('_', '-').replace("1h", "hour");
				throw WrongProperty.of(property + "." + name, usd, ex.getMessage() + ".");
			}
		});
	}

}
