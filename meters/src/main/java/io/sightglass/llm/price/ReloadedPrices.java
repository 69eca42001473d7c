package io.sightglass.llm.price;

import java.io.Reader;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.sightglass.registry.Failures;
import org.jspecify.annotations.Nullable;

/**
 * Prices from a place that may change while the application runs. A place that cannot be
 * read, or holds no prices, leaves the last good ones in force and is counted in
 * {@code sightglass.failures}.
 */
public final class ReloadedPrices implements PriceBook, AutoCloseable {

	private final Callable<? extends Reader> place;

	private final Failures failures;

	private final ScheduledThreadPoolExecutor reloader;

	private volatile PriceBook current = PriceBook.EMPTY;

	/**
	 * Reads the place at once on the caller's thread, and then again at each interval.
	 * @param place opens what is to be read
	 * @param interval how long to wait between two readings
	 * @param failures told of what could not be read
	 */
	public ReloadedPrices(Callable<? extends Reader> place, Duration interval, Failures failures) {
		this.place = place;
		this.failures = failures;
		this.reloader = new ScheduledThreadPoolExecutor(1, (reload) -> {
			Thread thread = new Thread(reload, "sightglass-llm-prices");
			thread.setDaemon(true);
			return thread;
		});
		reload();
		this.reloader.scheduleWithFixedDelay(this::reload, interval.toMillis(), interval.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	/**
	 * Reads the place now.
	 */
	public void reload() {
		try (Reader source = this.place.call()) {
			this.current = PriceTable.read(source);
		}
		catch (Exception ex) {
			this.failures.record("llm.prices", ex);
		}
	}

	@Override
	public @Nullable ModelPrice price(String provider, String model) {
		return this.current.price(provider, model);
	}

	@Override
	public void close() {
		this.reloader.shutdownNow();
	}

}
