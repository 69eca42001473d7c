package io.sightglass.registry;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.sightglass.registry.internal.log.Printable;
import io.sightglass.registry.internal.log.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * Lets series leave that nobody records into any more: counters, timers and summaries
 * that were idle for so long and that nobody holds. Their values are remembered, so that
 * they go on where they stood when they come back. Where nothing expires, those alone
 * leave that several share and one of them has removed.
 */
final class Expiry {

	private static final SafeLog logger = SafeLog.of(Expiry.class);

	// What left longest ago is forgotten beyond that, and starts at zero.
	static final int REMEMBERED = 10_000;

	private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(20);

	private static final long LONGEST = TimeUnit.SECONDS.toNanos(30);

	// Time for a scrape to see what was recorded last.
	private static final long UNWANTED = TimeUnit.MINUTES.toNanos(1);

	private static final long LONGEST_END = 1000;

	private static final Duration LONGEST_IDLE = Duration.ofDays(3650);

	private final Map<Meter.Id, Lasting> all = new ConcurrentHashMap<>();

	private final Moves moves;

	private final Clock clock;

	private final Scrapes scrapes;

	private final @Nullable Duration idle;

	private final AtomicBoolean started = new AtomicBoolean();

	private volatile @Nullable Thread mover;

	private volatile @Nullable Thread thread;

	private volatile boolean closed;

	/**
	 * Looks after meters.
	 * @param moves what the registry does
	 * @param clock the registry's clock
	 * @param scrapes when scrapes come
	 * @param idle how long a series stays without a recording; nothing for ever
	 */
	Expiry(Moves moves, Clock clock, Scrapes scrapes, @Nullable Duration idle) {
		if (idle != null && (idle.compareTo(Duration.ZERO) <= 0 || idle.compareTo(LONGEST_IDLE) > 0)) {
			throw new IllegalArgumentException(
					"Idle series leave after more than nothing and at most 3650 days, or never (null), but not after "
							+ idle);
		}
		this.moves = moves;
		this.clock = clock;
		this.scrapes = scrapes;
		this.idle = idle;
		if (idle != null) {
			start(idle.toNanos());
		}
	}

	// Until the registry is closed or collected.
	private void start(long idle) {
		if (!this.started.compareAndSet(false, true)) {
			return;
		}
		long period = Math.max(SHORTEST, Math.min(LONGEST, idle / 8));
		WeakReference<Expiry> self = new WeakReference<>(this);
		try {
			Thread made = new Thread(null, () -> run(self, period), "sightglass-expiry", 0, false);
			made.setDaemon(true);
			made.setContextClassLoader(null);
			made.start();
			this.thread = made;
		}
		catch (Throwable ex) {
			logger.warn("There is no thread to look for idle series, which stay", ex);
		}
	}

	private static void run(WeakReference<Expiry> self, long period) {
		do {
			LockSupport.parkNanos(period);
			// Whose it was knows nothing of this thread.
			Thread.interrupted();
		}
		while (sweep(self.get()));
	}

	private static boolean sweep(@Nullable Expiry expiry) {
		if (expiry == null || expiry.closed) {
			return false;
		}
		try {
			expiry.sweep();
		}
		catch (Throwable ex) {
			logger.warn("Idle series could not be looked through", ex);
		}
		return true;
	}

	/**
	 * Ends the thread, and waits until it is gone. What is shown now is the truth.
	 */
	void close() {
		this.closed = true;
		this.scrapes.last();
		Thread running = this.thread;
		if (running == null || running == Thread.currentThread()) {
			return;
		}
		LockSupport.unpark(running);
		try {
			running.join(LONGEST_END);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * A meter for the registry: over the values that are remembered of the id, or over
	 * new ones.
	 * @param id the id
	 * @param type the type of the values
	 * @param values makes new ones
	 * @return the meter
	 */
	Meter meter(Meter.Id id, Class<? extends Meter> type, Function<Meter.Id, ? extends Meter> values) {
		if (this.idle == null && !this.moves.isShared(id)) {
			return values.apply(id);
		}
		Lasting lasting = this.all.compute(id, (same, known) -> (known != null && type.isInstance(known.values()))
				? known : new Lasting(id, values.apply(id), this.clock, this.scrapes));
		return lasting.front(id, isMoving());
	}

	/**
	 * Somebody has removed a meter: there is nothing to come back to.
	 * @param id its id
	 */
	void removed(Meter.Id id) {
		if (!isMoving()) {
			forget(id);
		}
	}

	void forget(Meter.Id id) {
		this.all.remove(id);
	}

	/**
	 * Somebody has removed a meter that others have, too.
	 * @param id its id
	 */
	void unwanted(Meter.Id id) {
		Lasting lasting = this.all.get(id);
		if (lasting != null) {
			lasting.unwanted();
			start(UNWANTED);
		}
	}

	void clear() {
		this.all.values().removeIf((lasting) -> !lasting.isLive());
	}

	/**
	 * Whether the registry is given a meter that it had, which no filter is asked for.
	 * @return whether this thread does that now
	 */
	boolean isMoving() {
		return this.mover == Thread.currentThread();
	}

	synchronized void sweep() {
		this.mover = Thread.currentThread();
		try {
			this.all.values().forEach(this::step);
			forget();
		}
		finally {
			this.mover = null;
		}
	}

	// Listeners of the application's may throw. What is not registered then comes back
	// with its next recording.
	private void step(Lasting lasting) {
		try {
			switch (lasting.next(idle(lasting))) {
				case RENEW -> this.moves.renew(lasting.id());
				case LEAVE -> {
					lasting.leave();
					this.moves.leave(lasting.id());
				}
				case RETURN -> this.moves.comeBack(lasting.id());
				case STAY -> {
				}
			}
		}
		catch (Throwable ex) {
			lasting.leave();
			logger.warn("The idle meter '" + Printable.value(lasting.id().getName())
					+ "' could not be looked after; a listener of the registry may have thrown", ex);
		}
	}

	private long idle(Lasting lasting) {
		long idle = (this.idle != null) ? this.idle.toNanos() : Long.MAX_VALUE;
		return lasting.isUnwanted() ? Math.min(idle, UNWANTED) : idle;
	}

	private void forget() {
		List<Lasting> gone = this.all.values().stream().filter((lasting) -> !lasting.isLive()).toList();
		gone.stream()
			.sorted(Comparator.comparingLong(Lasting::since))
			.limit(Math.max(0, gone.size() - REMEMBERED))
			.filter(Lasting::isForgettable)
			.forEach((lasting) -> this.all.remove(lasting.id(), lasting));
	}

	/** What the registry does with a meter, by its id. */
	interface Moves {

		boolean isShared(Meter.Id id);

		void renew(Meter.Id id);

		void leave(Meter.Id id);

		void comeBack(Meter.Id id);

	}

}
