package io.sightglass.meters.llm.price;

import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.sightglass.meters.llm.internal.name.ProviderName;
import io.sightglass.meters.llm.internal.name.Sellers;
import org.jspecify.annotations.Nullable;

/**
 * Prices by provider and model. A model is looked up by its name as it is written, and
 * then by its comparable one with its date and without it. A price under no provider
 * holds for all; a cloud, a gateway and a provider that nobody knows fall back to the one
 * who makes the model.
 */
public final class PriceTable implements PriceBook {

	private static final int MAX_REMEMBERED = 1000;

	private static final int LONGEST_REMEMBERED = 200;

	private static final DatedPrice NONE = new DatedPrice((ModelPrice) null);

	private final Map<String, ModelNames> providers = new HashMap<>();

	// Found names, which cost regular expressions; by provider and model.
	private final Map<String, Map<String, DatedPrice>> remembered = new ConcurrentHashMap<>();

	private final AtomicInteger rememberedNames = new AtomicInteger();

	private final boolean latest;

	private @Nullable Instant date;

	private int size;

	/**
	 * A table with a price for each model, whoever provides it.
	 * @param prices the prices by model, whose names may be written as requests do
	 */
	public PriceTable(Map<String, ModelPrice> prices) {
		this(false);
		prices.forEach((model, price) -> put("", model, new DatedPrice(price)));
	}

	PriceTable() {
		this(false);
	}

	/**
	 * A table without prices.
	 * @param latest whether a name without a date that it does not have is that of its
	 * latest dated one
	 */
	PriceTable(boolean latest) {
		this.latest = latest;
	}

	/**
	 * Reads a price file: a CSV of a price a line, whose header names at least
	 * {@code model}, {@code unit} and {@code usd}.
	 * @param source the CSV, of at most ten million characters, 100,000 lines and 20,000
	 * models
	 * @return its prices
	 * @throws IOException where it cannot be read
	 * @throws IllegalArgumentException where a line is no price, with the number of the
	 * line and its model
	 */
	public static PriceTable read(Reader source) throws IOException {
		return read(source, new PriceTable());
	}

	static PriceTable read(Reader source, PriceTable into) throws IOException {
		PriceFile file = PriceFile.of(PriceFile.text(source), new PriceTable(), into);
		if (file.wrong() != null) {
			throw new IllegalArgumentException("A price file has a price in each line, but not in " + file.wrong());
		}
		return file.table();
	}

	@Override
	public @Nullable ModelPrice price(String provider, String model) {
		Map<String, DatedPrice> models = this.remembered.get(provider);
		DatedPrice known = (models != null) ? models.get(model) : null;
		if (known == null) {
			known = find(provider, model.toLowerCase(Locale.ROOT));
			remember(provider, model, known);
		}
		return known.today();
	}

	private void remember(String provider, String model, DatedPrice price) {
		if (provider.length() > LONGEST_REMEMBERED || model.length() > LONGEST_REMEMBERED
				|| this.rememberedNames.get() >= MAX_REMEMBERED) {
			return;
		}
		this.rememberedNames.incrementAndGet();
		this.remembered.computeIfAbsent(provider, (name) -> new ConcurrentHashMap<>()).put(model, price);
	}

	private DatedPrice find(String provider, String model) {
		DatedPrice own = in(provider, model);
		for (String other : Sellers.insteadOf(provider)) {
			own = (own != null) ? own : in(other, model);
		}
		own = (own != null) ? own : in("", model);
		if (own == null && Sellers.passesOn(provider)) {
			own = ofMaker(model);
		}
		return (own != null) ? own : NONE;
	}

	private @Nullable DatedPrice ofMaker(String model) {
		String said = Sellers.maker(model);
		if (said != null) {
			return in(said, model.substring(model.indexOf('/') + 1));
		}
		DatedPrice only = null;
		for (String maker : Sellers.MAKERS) {
			DatedPrice price = in(maker, model);
			if (price != null && only != null && !price.equals(only)) {
				return null;
			}
			only = (price != null) ? price : only;
		}
		return only;
	}

	private @Nullable DatedPrice in(String provider, String model) {
		ModelNames models = this.providers.get(provider);
		return (models != null) ? models.find(model, this.latest) : null;
	}

	/**
	 * When the prices were written down.
	 * @return what the file says, or null where it says nothing
	 */
	@Override
	public @Nullable Instant date() {
		return this.date;
	}

	void date(@Nullable Instant date) {
		this.date = date;
	}

	/**
	 * Makes the comparable names now, and not when the first is looked for.
	 */
	void shorten() {
		this.providers.values().forEach(ModelNames::shortened);
	}

	Set<String> providers() {
		return this.providers.keySet();
	}

	int size() {
		return this.size;
	}

	void put(String provider, String model, DatedPrice price) {
		boolean added = this.providers.computeIfAbsent(ProviderName.of(provider), (name) -> new ModelNames())
			.put(model.strip().toLowerCase(Locale.ROOT), price);
		this.size += added ? 1 : 0;
	}

	/**
	 * The price of a model under the name by which it was put.
	 * @param provider the provider's common name
	 * @param model the name
	 * @return its price, or null
	 */
	@Nullable DatedPrice written(String provider, String model) {
		ModelNames models = this.providers.get(provider);
		return (models != null) ? models.written(Objects.requireNonNull(model)) : null;
	}

}
