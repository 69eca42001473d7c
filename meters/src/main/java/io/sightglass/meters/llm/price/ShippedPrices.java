package io.sightglass.meters.llm.price;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

/**
 * The catalogue that comes with Sightglass. A first call that begins has it read beside
 * it; one that ends before waits for the rest of that reading, which takes less than a
 * call of a model does.
 */
final class ShippedPrices implements PriceBook {

	/** The day on which the shipped prices were written down. */
	static final String DATE = "2026-08-06";

	static final ShippedPrices INSTANCE = new ShippedPrices();

	private static final Instant WRITTEN = LocalDate.parse(DATE).atStartOfDay(ZoneOffset.UTC).toInstant();

	private volatile @Nullable PriceTable table;

	private volatile boolean begun;

	private ShippedPrices() {
	}

	@Override
	public @Nullable ModelPrice price(String provider, String model) {
		PriceTable read = this.table;
		return ((read != null) ? read : read()).price(provider, model);
	}

	@Override
	public void prepare() {
		if (this.begun) {
			return;
		}
		this.begun = true;
		Thread reader = new Thread(() -> read().shorten(), "sightglass-llm-prices-shipped");
		reader.setDaemon(true);
		// What it throws is thrown to whoever asks for a price.
		reader.setUncaughtExceptionHandler((thread, ex) -> {
		});
		reader.start();
	}

	@Override
	public Instant date() {
		return WRITTEN;
	}

	private synchronized PriceTable read() {
		PriceTable read = this.table;
		if (read == null) {
			read = table();
			this.table = read;
		}
		return read;
	}

	static PriceTable table() {
		String name = "prices-" + DATE + ".csv";
		try (InputStream shipped = PriceTable.class.getResourceAsStream(name)) {
			if (shipped == null) {
				throw new IllegalStateException("The shipped prices " + name + " are not on the class path");
			}
			return PriceTable.read(new InputStreamReader(shipped, StandardCharsets.UTF_8), new PriceTable(true));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
