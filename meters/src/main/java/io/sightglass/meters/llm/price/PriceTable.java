package io.sightglass.meters.llm.price;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import io.sightglass.meters.llm.internal.name.ModelName;
import io.sightglass.meters.llm.internal.name.ProviderName;
import org.jspecify.annotations.Nullable;

/**
 * Prices by provider and model. A price under no provider holds for all; a cloud that
 * resells a vendor's models falls back to that vendor.
 */
public final class PriceTable implements PriceBook {

	/** The day on which the shipped prices were written down. */
	public static final String SHIPPED_DATE = "2026-08-01";

	// A name that is missing is found nowhere, but no fault.
	private static final Map<String, String> RESELLERS = new HashMap<>(
			Map.of("azure.ai.openai", "openai", "gcp.vertex_ai", "gcp.gemini", "gcp.gen_ai", "gcp.gemini"));

	private final Map<String, Map<String, ModelPrice>> prices = new HashMap<>();

	private int size;

	/**
	 * A table with a price for each model, whoever provides it.
	 * @param prices the prices by model, whose names may be written as requests do
	 */
	public PriceTable(Map<String, ModelPrice> prices) {
		prices.forEach((model, price) -> put("", model, price));
	}

	PriceTable() {
	}

	/**
	 * The catalogue that comes with Sightglass, of {@value #SHIPPED_DATE}.
	 * @return the shipped prices
	 */
	public static PriceTable shipped() {
		String name = "prices-" + SHIPPED_DATE + ".csv";
		try (InputStream shipped = PriceTable.class.getResourceAsStream(name)) {
			if (shipped == null) {
				throw new IllegalStateException("The shipped prices " + name + " are not on the class path");
			}
			return read(new InputStreamReader(shipped, StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads a CSV whose header names at least {@code model}, {@code input} and
	 * {@code output}.
	 * @param source the CSV, of at most ten million characters, 100,000 lines and 20,000
	 * models
	 * @return its prices
	 * @throws IOException where it cannot be read
	 * @throws IllegalArgumentException where a line is no price, with the number of the
	 * line and its model
	 */
	public static PriceTable read(Reader source) throws IOException {
		PriceFile file = PriceFile.of(PriceFile.text(source), new PriceTable());
		if (file.wrong() != null) {
			throw new IllegalArgumentException("A price file has a price in each line, but not in " + file.wrong());
		}
		return file.table();
	}

	@Override
	public @Nullable ModelPrice price(String provider, String model) {
		ModelPrice own = find(provider, model);
		if (own != null) {
			return own;
		}
		String vendor = RESELLERS.get(provider);
		ModelPrice vendors = (vendor != null) ? find(vendor, model) : null;
		return (vendors != null) ? vendors : find("", model);
	}

	private @Nullable ModelPrice find(String provider, String model) {
		Map<String, ModelPrice> models = this.prices.get(provider);
		return (models != null) ? models.get(model) : null;
	}

	int size() {
		return this.size;
	}

	void put(String provider, String model, ModelPrice price) {
		@Nullable ModelPrice before = this.prices.computeIfAbsent(ProviderName.of(provider), (name) -> new HashMap<>())
			.put(ModelName.of(model), price);
		this.size += (before != null) ? 0 : 1;
	}

	void keep(String provider, String model, PriceTable last) {
		ModelPrice price = last.find(ProviderName.of(provider), ModelName.of(model));
		if (price != null && find(ProviderName.of(provider), ModelName.of(model)) == null) {
			put(provider, model, price);
		}
	}

}
