package io.sightglass.registry.clock;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The thread behind a coarse clock: made when first woken, parked while nobody needs it.
 */
final class Ticker implements Runnable {

	private static final long TICK = TimeUnit.MILLISECONDS.toNanos(CoarseClock.TICK_MILLIS);

	private static final long LONGEST_END = 1000;

	private final BooleanSupplier tick;

	private final Runnable end;

	private final ThreadFactory threads;

	private volatile @Nullable Thread thread;

	private volatile boolean closed;

	Ticker(BooleanSupplier tick, Runnable end, ThreadFactory threads) {
		this.tick = tick;
		this.end = end;
		this.threads = threads;
	}

	// It inherits nothing of the request that happens to wake it.
	static Thread thread(Runnable ticker) {
		Thread thread = new Thread(null, ticker, "sightglass-clock", 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(Ticker.class.getClassLoader());
		return thread;
	}

	// Runs inside somebody's recording, which it must not break.
	void wake() {
		Thread started = this.thread;
		if (started != null) {
			LockSupport.unpark(started);
			return;
		}
		try {
			start();
		}
		catch (Throwable ex) {
			this.closed = true;
		}
	}

	private synchronized void start() {
		if (this.thread == null && !this.closed) {
			Thread made = this.threads.newThread(this);
			made.start();
			this.thread = made;
		}
	}

	@Override
	public void run() {
		try {
			while (!this.closed) {
				if (this.tick.getAsBoolean()) {
					LockSupport.parkNanos(this, TICK);
				}
				else {
					LockSupport.park(this);
				}
				Thread.interrupted();
			}
		}
		finally {
			this.closed = true;
			this.end.run();
		}
	}

	/**
	 * Ends the thread, and waits until it is gone.
	 */
	synchronized void close() {
		this.closed = true;
		Thread started = this.thread;
		if (started == null) {
			return;
		}
		LockSupport.unpark(started);
		try {
			started.join(LONGEST_END);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
