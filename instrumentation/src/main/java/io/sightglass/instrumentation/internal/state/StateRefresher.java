package io.sightglass.instrumentation.internal.state;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.sightglass.registry.internal.log.SafeLog;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Asks the sources, away from every scrape: all when somebody looks at answers that are
 * older than their interval, and what the application knows itself also when its web
 * server has started and when it says that it is alive or ready. Where nobody looks,
 * nobody is asked, and there is no thread. A question that hangs holds one thread, is not
 * asked twice, and shows as unknown.
 */
public final class StateRefresher implements SmartLifecycle, ApplicationListener<AvailabilityChangeEvent<?>> {

	private static final SafeLog logger = SafeLog.of(StateRefresher.class);

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

	private final Map<String, Open> open = new ConcurrentHashMap<>();

	private final Map<String, Long> asked = new ConcurrentHashMap<>();

	private final AtomicLong next = new AtomicLong(System.nanoTime());

	private final ObjectProvider<StateSource> sources;

	private final Consumer<Throwable> failed;

	private final ThreadFactory factory;

	private volatile boolean read;

	private volatile @Nullable ExecutorService askers;

	/**
	 * A refresher, which does nothing before its start.
	 * @param sources what is asked
	 * @param failed is told what a source has thrown
	 */
	public StateRefresher(ObjectProvider<StateSource> sources, Consumer<Throwable> failed) {
		this(sources, failed, StateRefresher::daemon);
	}

	StateRefresher(ObjectProvider<StateSource> sources, Consumer<Throwable> failed, ThreadFactory factory) {
		this.sources = sources;
		this.failed = failed;
		this.factory = factory;
	}

	@Override
	public void start() {
		this.askers = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(),
				this.factory);
		local();
	}

	@Override
	public void stop() {
		ExecutorService threads = this.askers;
		this.askers = null;
		if (threads != null) {
			end(threads);
		}
		this.open.clear();
		this.asked.clear();
		this.next.set(System.nanoTime());
	}

	// What is being asked needs its connections, which close after this, for a moment.
	private static void end(ExecutorService threads) {
		threads.shutdown();
		try {
			if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
				threads.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			threads.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.askers != null;
	}

	/**
	 * A server has started, so that somebody may look soon.
	 */
	public void served() {
		this.read = true;
		local();
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<?> event) {
		local();
	}

	/**
	 * Somebody looks at what was answered last.
	 */
	public void looked() {
		long now = System.nanoTime();
		long due = this.next.get();
		if (now - due >= 0 && isRunning() && this.next.compareAndSet(due, now + SECOND)) {
			this.read = true;
			round(now, (question) -> isDue(question, now));
		}
	}

	private void local() {
		if (this.read) {
			round(System.nanoTime(), StateSource.Question::local);
		}
	}

	private boolean isDue(StateSource.Question question, long now) {
		return age(question, now) >= question.interval().toNanos();
	}

	private void round(long now, Predicate<StateSource.Question> which) {
		ExecutorService threads = this.askers;
		if (threads == null) {
			return;
		}
		execute(threads, () -> {
			List<StateSource.Question> questions = this.sources.orderedStream()
				.flatMap((source) -> questions(source).stream())
				.toList();
			List<StateSource.Question> chosen = questions.stream().filter(which).toList();
			chosen.forEach((question) -> this.asked.put(question.name(), now));
			this.next.set(now + questions.stream()
				.mapToLong((question) -> question.interval().toNanos() - age(question, now))
				.min()
				.orElse(MINUTE));
			chosen.stream().filter((question) -> !question.local()).forEach((question) -> ask(question, threads));
			chosen.stream().filter(StateSource.Question::local).forEach((question) -> ask(question, Runnable::run));
		});
	}

	// One that throws hides no other.
	private Collection<StateSource.Question> questions(StateSource source) {
		try {
			return source.questions();
		}
		catch (Throwable ex) {
			this.failed.accept(ex);
			return List.of();
		}
	}

	// What was not asked yet is due.
	private long age(StateSource.Question question, long now) {
		Long before = this.asked.get(question.name());
		return (before != null) ? now - before : question.interval().toNanos();
	}

	// Neither a source that throws nor a stop in between is the asking thread's end.
	private boolean execute(Executor threads, Runnable work) {
		try {
			threads.execute(() -> {
				try {
					work.run();
				}
				catch (Throwable ex) {
					this.failed.accept(ex);
				}
			});
			return true;
		}
		catch (RejectedExecutionException ex) {
			logger.debug("No question about the state after the stop", ex);
		}
		catch (Throwable ex) {
			// There is no thread for it. Whoever looks goes on, and so does whoever says
			// that
			// the application is alive.
			this.failed.accept(ex);
		}
		return false;
	}

	private void ask(StateSource.Question question, Executor threads) {
		String name = question.name();
		Open asked = new Open(System.nanoTime(), false);
		// What the application knows itself may have changed since it was asked.
		Open open = this.open.merge(name, asked, (before, now) -> new Open(before.since(), question.local()));
		if (open != asked) {
			if (System.nanoTime() - open.since() >= question.interval().toNanos()) {
				question.overdue().run();
			}
			return;
		}
		boolean begun = execute(threads, () -> {
			try {
				do {
					question.ask().run();
				}
				while (isWantedAgain(name));
			}
			finally {
				this.open.computeIfPresent(name, (same, last) -> (last.since() != asked.since()) ? last : null);
			}
		});
		if (!begun) {
			this.open.remove(name);
		}
	}

	private boolean isWantedAgain(String name) {
		return this.open.computeIfPresent(name,
				(same, last) -> last.again() ? new Open(last.since(), false) : null) != null;
	}

	private static Thread daemon(Runnable work) {
		Thread thread = new Thread(work, "sightglass-state");
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * A question that is being asked.
	 *
	 * @param since since when
	 * @param again whether it is to be asked once more
	 */
	private record Open(long since, boolean again) {
	}

}
