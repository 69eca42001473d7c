package io.sightglass.instrumentation.internal.state;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Asks the sources, away from every scrape: what the application knows itself at the
 * start and when it says that it is alive or ready, and all when somebody looks at
 * answers that are older than the interval. Where nobody looks, nobody else is asked, and
 * no thread waits. A question that hangs holds one thread, is not asked twice, and shows
 * as unknown. One whose answer is bad is asked less often, since most write a warning to
 * the log each time.
 */
public final class StateRefresher implements SmartLifecycle, ApplicationListener<AvailabilityChangeEvent<?>> {

	private static final Log logger = LogFactory.getLog(StateRefresher.class);

	// So many intervals pass before a bad answer is asked for again.
	private static final int REST = 6;

	private final Map<String, Long> open = new ConcurrentHashMap<>();

	private final Map<String, Long> bad = new ConcurrentHashMap<>();

	private final AtomicLong latest;

	private final long interval;

	private final ObjectProvider<StateSource> sources;

	private volatile @Nullable ExecutorService askers;

	public StateRefresher(Duration interval, ObjectProvider<StateSource> sources) {
		this.interval = interval.toNanos();
		this.sources = sources;
		this.latest = new AtomicLong(System.nanoTime() - this.interval);
	}

	@Override
	public void start() {
		this.askers = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(),
				StateRefresher::daemon);
		round(false);
	}

	@Override
	public void stop() {
		ExecutorService threads = this.askers;
		this.askers = null;
		if (threads != null) {
			end(threads);
		}
		this.open.clear();
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

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<?> event) {
		round(false);
	}

	/**
	 * Somebody looks at what was answered last.
	 */
	public void looked() {
		long last = this.latest.get();
		if (isOld(last, this.interval) && this.latest.compareAndSet(last, System.nanoTime())) {
			round(true);
		}
	}

	private void round(boolean looked) {
		ExecutorService threads = this.askers;
		if (threads == null) {
			return;
		}
		execute(threads, () -> {
			List<StateSource.Question> questions = this.sources.orderedStream()
				.flatMap((source) -> source.questions().stream())
				.toList();
			// Without any of those that are asked at once, nothing would be looked at.
			boolean all = looked || questions.stream().noneMatch(StateSource.Question::atOnce);
			if (all) {
				this.latest.set(System.nanoTime());
			}
			questions.stream()
				.filter((question) -> all && !question.atOnce())
				.filter((question) -> !isResting(question))
				.forEach((question) -> ask(question, threads));
			questions.stream()
				.filter(StateSource.Question::atOnce)
				.filter((question) -> !looked || !isResting(question))
				.forEach((question) -> ask(question, Runnable::run));
		});
	}

	private boolean isResting(StateSource.Question question) {
		Long since = this.bad.get(question.name());
		return since != null && !isOld(since, this.interval * REST);
	}

	private static boolean isOld(long since, long age) {
		return System.nanoTime() - since >= age;
	}

	// Neither a source that throws nor a stop in between is the asking thread's end.
	private static void execute(Executor threads, Runnable work) {
		try {
			threads.execute(() -> {
				try {
					work.run();
				}
				catch (Exception | LinkageError | StackOverflowError ex) {
					logger.debug("No answer about the state", ex);
				}
			});
		}
		catch (RejectedExecutionException ex) {
			logger.debug("No question about the state after the stop", ex);
		}
	}

	private void ask(StateSource.Question question, Executor threads) {
		Long since = this.open.putIfAbsent(question.name(), System.nanoTime());
		if (since != null) {
			if (isOld(since, this.interval)) {
				question.overdue().run();
			}
			return;
		}
		execute(threads, () -> {
			try {
				if (question.ask().getAsBoolean()) {
					this.bad.remove(question.name());
				}
				else {
					this.bad.put(question.name(), System.nanoTime());
				}
			}
			finally {
				this.open.remove(question.name());
			}
		});
	}

	private static Thread daemon(Runnable work) {
		Thread thread = new Thread(work, "sightglass-state");
		thread.setDaemon(true);
		return thread;
	}

}
