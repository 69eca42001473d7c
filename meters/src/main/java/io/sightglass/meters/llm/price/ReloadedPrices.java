package io.sightglass.meters.llm.price;

import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * Prices from a place that may change while the application runs. A place that cannot be
 * read, or holds no prices, leaves the last good ones in force and is counted in
 * {@code sightglass.failures}.
 */
public final class ReloadedPrices implements PriceBook, AutoCloseable {

	private static final String SOURCE = "llm.prices";

	private static final int PATIENCE_SECONDS = 2;

	private static final Duration LONGEST = Duration.ofDays(366);

	private final Callable<? extends Reader> place;

	private final Failures failures;

	private final ScheduledThreadPoolExecutor reloader;

	private volatile PriceBook current = PriceBook.EMPTY;

	private boolean endsInLineBreak;

	/**
	 * Reads the place at once, and then again at each interval. The caller waits for the
	 * first reading, but no longer than two seconds: a place that stalls delays no
	 * application, and its prices count from the moment that they are there.
	 * @param place opens what is to be read
	 * @param interval how long to wait between two readings, a millisecond at least
	 * @param failures called with what could not be read
	 */
	public ReloadedPrices(Callable<? extends Reader> place, Duration interval, Failures failures) {
		this.place = Objects.requireNonNull(place, "place");
		this.failures = Objects.requireNonNull(failures, "failures");
		if (interval.compareTo(Duration.ofMillis(1)) < 0 || interval.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException("Prices are read again after 1 ms to a year, but not after " + interval);
		}
		this.reloader = new ScheduledThreadPoolExecutor(1, (reload) -> {
			Thread thread = new Thread(reload, "sightglass-llm-prices");
			thread.setDaemon(true);
			return thread;
		});
		Future<?> first = this.reloader.submit(this::reload);
		this.reloader.scheduleWithFixedDelay(this::reload, interval.toMillis(), interval.toMillis(),
				TimeUnit.MILLISECONDS);
		await(first);
	}

	private void await(Future<?> first) {
		try {
			first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			this.failures.record(SOURCE, ex);
		}
	}

	/**
	 * Reads the place now.
	 */
	public void reload() {
		try (Reader source = this.place.call()) {
			StringWriter text = new StringWriter();
			source.transferTo(text);
			take(text.toString());
		}
		catch (Throwable ex) {
			this.failures.record(SOURCE, ex);
		}
	}

	// A file that was cut inside its last price would hold a wrong one.
	private synchronized void take(String text) throws IOException {
		boolean whole = text.endsWith("\n");
		if (this.endsInLineBreak && !whole) {
			throw new EOFException("The prices used to end in a line break, and now end inside a line");
		}
		this.current = PriceTable.read(new StringReader(text));
		this.endsInLineBreak = whole;
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
