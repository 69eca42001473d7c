package io.sightglass.registry.clock;

import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;

/**
 * A registry's clock whose wall time is read from a field while many ask for it. Each
 * recording of a timer asks for it once or twice, only to see whether a time window has
 * passed, and that is most of what the recording costs. The monotonic time, with which
 * things are timed, is the exact clock's.
 *
 * <p>
 * The wall time is exact
 * <ul>
 * <li>until it is read a thousand times within 50 ms: a quiet application has no
 * ticker;</li>
 * <li>in the last 50 ms of each second, so that steps, which end with whole seconds, end
 * when they do;</li>
 * <li>as soon as a monotonic time shows that the ticker is late, as after a pause of the
 * collector;</li>
 * <li>once the clock is closed or its ticker has ended.</li>
 * </ul>
 * Otherwise it is what the exact clock said at the last tick, 5 ms ago at most unless the
 * machine is too busy to tick. A wall clock that is set shows at the next tick.
 */
public final class CoarseClock implements Clock, AutoCloseable {

	static final int BUSY = 1000;

	static final long WINDOW = 50;

	static final long TICK_MILLIS = 5;

	static final long LATE = TimeUnit.MILLISECONDS.toNanos(4 * TICK_MILLIS);

	private static final long SECOND = 1000;

	private static final long EXACT = Long.MIN_VALUE;

	private final Clock exact;

	private final Ticker ticker;

	private volatile long coarse = EXACT;

	private volatile long ticked;

	private volatile boolean busy;

	// Written by all readers without a lock: a lost read only delays the first tick.
	private long window;

	private int reads;

	private boolean readersCount = true;

	/**
	 * A coarse view of the system's clock.
	 */
	public CoarseClock() {
		this(Clock.SYSTEM);
	}

	/**
	 * A coarse view of another clock.
	 * @param exact the clock that tells the time
	 */
	public CoarseClock(Clock exact) {
		this(exact, Ticker::thread);
	}

	CoarseClock(Clock exact, ThreadFactory threads) {
		this.exact = Objects.requireNonNull(exact, "exact");
		this.ticker = new Ticker(this::tick, this::end, threads);
	}

	@Override
	public long wallTime() {
		long last = this.coarse;
		return (last != EXACT) ? last : exactly();
	}

	@Override
	public long monotonicTime() {
		long nanos = this.exact.monotonicTime();
		if (nanos - this.ticked > LATE && this.coarse != EXACT) {
			this.coarse = EXACT;
		}
		return nanos;
	}

	private long exactly() {
		long now = this.exact.wallTime();
		long current = Math.floorDiv(now, WINDOW);
		if (current != this.window) {
			this.window = current;
			this.reads = 0;
		}
		if (++this.reads == BUSY) {
			this.busy = true;
			this.ticker.wake();
		}
		return now;
	}

	/**
	 * Looks at the exact clock.
	 * @return whether to look again soon
	 */
	boolean tick() {
		long nanos = this.exact.monotonicTime();
		long now = this.exact.wallTime();
		boolean lastWindow = Math.floorMod(now, SECOND) >= SECOND - WINDOW;
		if (lastWindow || !this.busy) {
			leaveToReaders();
			return lastWindow;
		}
		this.readersCount = false;
		this.ticked = nanos;
		this.coarse = now;
		return true;
	}

	// Whoever reads exactly counts, which says whether it is worth to tick on.
	private void leaveToReaders() {
		this.coarse = EXACT;
		if (!this.readersCount) {
			this.readersCount = true;
			this.busy = false;
		}
	}

	private void end() {
		this.coarse = EXACT;
	}

	/**
	 * Ends the ticker. The clock goes on, exact.
	 */
	@Override
	public void close() {
		this.ticker.close();
		end();
	}

}
