package io.sightglass.registry.failure;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Stands before code that may never come back, such as a gauge that asks a database. A
 * call while none has come back for too long is refused, so that a meter that hangs holds
 * the scrape that found it, and not all later ones. As soon as one comes back, calls go
 * on. It has no thread and no lock of its own.
 */
public final class CircuitBreaker {

	/** How long nobody may have come back before the next one is turned away. */
	public static final Duration PATIENCE = Duration.ofSeconds(5);

	private final long patience;

	private final AtomicInteger inside = new AtomicInteger();

	// Zero until somebody looks at the clock.
	private volatile long since;

	private volatile @Nullable Thread first;

	/** Refuses a call while none has come back for {@link #PATIENCE}. */
	public CircuitBreaker() {
		this(PATIENCE);
	}

	/**
	 * Refuses a call while none has come back for a while.
	 * @param patience how long that while is
	 */
	public CircuitBreaker(Duration patience) {
		this.patience = patience.toNanos();
	}

	/**
	 * Asks to go in. Who was let in must {@link #leave()}.
	 * @return whether to go in
	 */
	public boolean enter() {
		long now = System.nanoTime() | 1;
		boolean alone = this.inside.getAndIncrement() == 0;
		long seen = this.since;
		if (alone || seen == 0) {
			this.since = now;
			this.first = Thread.currentThread();
		}
		else if (now - seen > this.patience) {
			this.inside.decrementAndGet();
			return false;
		}
		return true;
	}

	/** Says that one who was let in has come back, also by an exception. */
	public void leave() {
		this.since = 0;
		if (this.inside.decrementAndGet() == 0) {
			this.first = null;
		}
	}

	/**
	 * What to tell of the one that was turned away: where the one inside stands.
	 * @param what what does not come back
	 * @return the exception, which was not thrown
	 */
	public IllegalStateException hanging(String what) {
		Hanging hanging = new Hanging(what + " has not come back for " + Duration.ofNanos(this.patience)
				+ "; the stack is that of the thread in it");
		Thread thread = this.first;
		if (thread != null) {
			hanging.setStackTrace(thread.getStackTrace());
		}
		return hanging;
	}

	private static final class Hanging extends IllegalStateException {

		private static final long serialVersionUID = 1;

		Hanging(String message) {
			super(message);
		}

	}

}
