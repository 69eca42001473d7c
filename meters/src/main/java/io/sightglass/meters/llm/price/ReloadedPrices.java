package io.sightglass.meters.llm.price;

import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.internal.log.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Prices from a place that may change while the application runs. A place that cannot be
 * read, or holds no prices, leaves the last good ones in force, as a line that is no
 * price leaves that of its model; both are counted in {@code sightglass.failures}. A
 * reading that takes more than half a minute is given up, and the next one comes.
 */
public final class ReloadedPrices implements PriceBook, AutoCloseable {

	private static final String SOURCE = "llm.prices";

	private static final int PATIENCE_SECONDS = 2;

	private static final Duration LONGEST_READING = Duration.ofSeconds(30);

	private static final Duration LONGEST = Duration.ofDays(366);

	// Some places let nobody go, and each holds a thread.
	private static final int MAX_HANGING = 3;

	private static final int MAX_FAULTS = 20;

	private final String name;

	private final Callable<? extends Reader> place;

	private final Failures failures;

	private final Duration patience;

	private final ScheduledThreadPoolExecutor reloader;

	private final AtomicInteger readings = new AtomicInteger();

	private final Set<Integer> faults = ConcurrentHashMap.newKeySet();

	private volatile PriceTable current = new PriceTable();

	private volatile @Nullable Instant date;

	private volatile boolean endsInLineBreak;

	/**
	 * Reads the place at once, and then again at each interval. The caller waits for the
	 * first reading, but no longer than two seconds: a place that stalls delays no
	 * application, and its prices count from the moment that they are there.
	 * @param place opens what is to be read
	 * @param interval how long to wait between two readings, a millisecond at least
	 * @param failures called with what could not be read
	 */
	public ReloadedPrices(Callable<? extends Reader> place, Duration interval, Failures failures) {
		this("The prices", place, interval, failures);
	}

	/**
	 * Reads a place that has a name.
	 * @param name what the log calls the place; no secret is part of it
	 * @param place opens what is to be read
	 * @param interval how long to wait between two readings, a millisecond at least
	 * @param failures called with what could not be read
	 */
	public ReloadedPrices(String name, Callable<? extends Reader> place, Duration interval, Failures failures) {
		this(name, place, interval, failures, LONGEST_READING);
	}

	ReloadedPrices(String name, Callable<? extends Reader> place, Duration interval, Failures failures,
			Duration patience) {
		this.name = Printable.value(Objects.requireNonNull(name, "name"));
		this.place = Objects.requireNonNull(place, "place");
		this.failures = Objects.requireNonNull(failures, "failures");
		this.patience = patience;
		if (interval.compareTo(Duration.ofMillis(1)) < 0 || interval.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException("Prices are read again after 1 ms to a year, but not after " + interval);
		}
		this.reloader = new ScheduledThreadPoolExecutor(1, (reload) -> thread(reload, "sightglass-llm-prices"));
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
			failed(ex);
		}
	}

	/**
	 * Reads the place now.
	 */
	public void reload() {
		try {
			Reading reading = inTime();
			this.current = reading.file().table();
			this.date = reading.date();
			this.endsInLineBreak = reading.whole();
			if (reading.file().wrong() != null) {
				failed(new IllegalArgumentException(this.name + " has lines that are no prices, whose models keep the "
						+ "last good ones: " + reading.file().wrong()));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		// Whatever it is, the next reading comes.
		catch (Throwable ex) {
			failed(ex);
		}
	}

	// In a thread of its own, as some places can neither be read nor left.
	private Reading inTime() throws Exception {
		if (this.readings.get() >= MAX_HANGING) {
			throw new IOException(this.name + " is not read: earlier readings hang");
		}
		FutureTask<Reading> reading = new FutureTask<>(this::read);
		Thread reader = thread(() -> {
			try {
				reading.run();
			}
			finally {
				this.readings.decrementAndGet();
			}
		}, "sightglass-llm-prices-reading");
		this.readings.incrementAndGet();
		start(reader);
		try {
			return reading.get(this.patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new IOException(this.name + " was not read within " + this.patience);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Error error) {
				throw error;
			}
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
		finally {
			reading.cancel(true);
		}
	}

	private void start(Thread reader) {
		try {
			reader.start();
		}
		catch (Throwable ex) {
			this.readings.decrementAndGet();
			throw ex;
		}
	}

	private Reading read() throws Exception {
		String text;
		Instant changed = null;
		try (Reader source = this.place.call()) {
			text = PriceFile.text(source);
			changed = (source instanceof DatedReader dated) ? dated.changed() : null;
		}
		boolean whole = text.endsWith("\n");
		// A file that was cut inside its last price would hold a wrong one.
		if (this.endsInLineBreak && !whole) {
			throw new EOFException(this.name + " used to end in a line break, and now ends inside a line");
		}
		try {
			PriceFile file = PriceFile.of(text, this.current);
			Instant said = file.table().date();
			return new Reading(file, whole, (said != null) ? said : (changed != null) ? changed : Instant.now());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(this.name + ": " + ex.getMessage());
		}
	}

	// Each cause is logged once, and here its message says which one it is. What is read
	// may say something else each time, and others have causes to log, too.
	private void failed(Throwable cause) {
		int message = Objects.hashCode(cause.getMessage());
		boolean own = this.faults.contains(message) || (this.faults.size() < MAX_FAULTS && this.faults.add(message));
		this.failures.record(own ? SOURCE + '.' + message : SOURCE,
				this.name + " cannot be taken as they are, and the last good ones stay", cause);
	}

	private static Thread thread(Runnable work, String name) {
		Thread thread = new Thread(work, name);
		thread.setDaemon(true);
		return thread;
	}

	@Override
	public @Nullable ModelPrice price(String provider, String model) {
		return this.current.price(provider, model);
	}

	/**
	 * When the prices in force were written down.
	 * @return what they say themselves, or when their place says that they were changed,
	 * or else when they were read; null where none were
	 */
	@Override
	public @Nullable Instant date() {
		return this.date;
	}

	@Override
	public void close() {
		this.reloader.shutdownNow();
	}

	private record Reading(PriceFile file, boolean whole, Instant date) {
	}

}
