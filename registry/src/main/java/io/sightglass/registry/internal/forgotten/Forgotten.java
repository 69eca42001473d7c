package io.sightglass.registry.internal.forgotten;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.registry.internal.log.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * Ends what was started and is held by nobody any more, once the garbage collector has
 * found it. All of a JVM's registries share one thread, which is there while something is
 * tracked, and ends with the last registry: what is closed counts no more, and a thread
 * that stayed would hold the class loader of an application that has gone.
 */
public final class Forgotten {

	private static final SafeLog logger = SafeLog.of(Forgotten.class);

	private static final Forgotten shared = new Forgotten(Forgotten::daemon, new OpenRegistries());

	private static final long LOOK_MILLIS = 1000;

	private static final long LINGER = TimeUnit.SECONDS.toNanos(10);

	private static final long NEXT_TRY = TimeUnit.SECONDS.toNanos(1);

	private static final long LONGEST_END = 1000;

	private final ReferenceQueue<Object> found = new ReferenceQueue<>();

	private final Chains tracked = new Chains();

	private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

	private final AtomicBoolean warned = new AtomicBoolean();

	private final ThreadFactory threads;

	private final OpenRegistries registries;

	private volatile long nextTry = System.nanoTime();

	Forgotten(ThreadFactory threads, OpenRegistries registries) {
		this.threads = threads;
		this.registries = registries;
	}

	/**
	 * Ends something, whoever comes first: its holder by {@link Tracked#end()}, or the
	 * garbage collector once nobody has the holder any more.
	 * @param holder what somebody holds
	 * @param end run once, which must not refer to the holder
	 * @return what ends it
	 */
	public static Tracked track(Object holder, Runnable end) {
		return shared.add(holder, end);
	}

	/**
	 * The thread lives no longer than the registries.
	 * @param registry one of them
	 */
	public static void watch(MeterRegistry registry) {
		shared.registries.add(registry);
	}

	/**
	 * A registry is closed. Where it was the last one, this returns when the thread has
	 * ended.
	 */
	public static void closed() {
		shared.endWithTheLast();
	}

	Tracked add(Object holder, Runnable end) {
		Tracked one = untracked(holder, end);
		try {
			if (this.thread.get() != null || start()) {
				one.chain.add(one);
				// It may have seen nothing and ended in between.
				if (this.thread.get() == null) {
					start();
				}
			}
			return one;
		}
		finally {
			Reference.reachabilityFence(holder);
		}
	}

	Tracked untracked(Object holder, Runnable end) {
		return new Tracked(this, holder, end);
	}

	boolean isEmpty() {
		return this.tracked.isEmpty();
	}

	private boolean start() {
		if (System.nanoTime() - this.nextTry < 0 || this.registries.allClosed()) {
			return false;
		}
		try {
			Thread made = this.threads.newThread(this::run);
			if (this.thread.compareAndSet(null, made)) {
				begin(made);
			}
			return true;
		}
		catch (Throwable ex) {
			this.nextTry = System.nanoTime() + NEXT_TRY;
			if (this.warned.compareAndSet(false, true)) {
				logger.warn("There is no thread to find what was started and forgotten, which stays open", ex);
			}
			return false;
		}
	}

	private void begin(Thread made) {
		boolean begun = false;
		try {
			made.start();
			begun = true;
		}
		finally {
			if (!begun) {
				this.thread.set(null);
			}
		}
	}

	private void run() {
		long idle = System.nanoTime();
		while (true) {
			try {
				if (this.found.remove(LOOK_MILLIS) instanceof Tracked one) {
					one.end();
				}
			}
			catch (InterruptedException ex) {
				// A registry was closed: it is time to look.
			}
			catch (Throwable ex) {
				logger.debug("What was forgotten could not be ended", ex);
			}
			if (!this.tracked.isEmpty()) {
				idle = System.nanoTime();
			}
			boolean closed = this.registries.allClosed();
			if (closed) {
				this.tracked.clear();
			}
			if ((closed || System.nanoTime() - idle > LINGER) && ended()) {
				return;
			}
		}
	}

	// Who tracks something meanwhile starts another one, unless this goes on.
	private boolean ended() {
		this.thread.set(null);
		return this.tracked.isEmpty() || !this.thread.compareAndSet(null, Thread.currentThread());
	}

	void endWithTheLast() {
		Thread running = this.thread.get();
		if (running == null || running == Thread.currentThread() || !this.registries.allClosed()) {
			return;
		}
		running.interrupt();
		try {
			running.join(LONGEST_END);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	static Thread daemon(Runnable work) {
		Thread thread = new Thread(null, work, "sightglass-forgotten", 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(null);
		return thread;
	}

	/**
	 * Something that ends once.
	 */
	public static final class Tracked extends PhantomReference<Object> {

		private @Nullable Runnable end;

		private final Chains.Chain chain;

		// The chain's.
		boolean chained;

		@Nullable Tracked before;

		@Nullable Tracked after;

		private Tracked(Forgotten owner, Object holder, Runnable end) {
			super(holder, owner.found);
			this.chain = owner.tracked.own();
			this.end = end;
		}

		/**
		 * Ends it, unless it has ended.
		 */
		public void end() {
			this.chain.remove(this);
			clear();
			Runnable taken = take();
			if (taken != null) {
				taken.run();
			}
		}

		private synchronized @Nullable Runnable take() {
			Runnable taken = this.end;
			this.end = null;
			return taken;
		}

	}

}
