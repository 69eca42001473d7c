package io.sightglass.autoconfigure.state;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
 * Asks the sources, away from every scrape: at the start, when the application says that
 * it is alive or ready, and when somebody looks at answers that are older than the
 * interval. Where nobody looks, nobody is asked, and no thread waits. A question that
 * hangs holds one thread, is not asked twice, and shows as unknown.
 */
final class StateRefresher implements SmartLifecycle, ApplicationListener<AvailabilityChangeEvent<?>> {

	private static final Log logger = LogFactory.getLog(StateRefresher.class);

	private final Map<String, Long> open = new ConcurrentHashMap<>();

	private final AtomicLong latest = new AtomicLong();

	private final long interval;

	private final ObjectProvider<StateSource> sources;

	private volatile @Nullable ExecutorService askers;

	StateRefresher(Duration interval, ObjectProvider<StateSource> sources) {
		this.interval = interval.toNanos();
		this.sources = sources;
	}

	@Override
	public void start() {
		this.askers = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(),
				StateRefresher::daemon);
		round();
	}

	@Override
	public void stop() {
		ExecutorService threads = this.askers;
		this.askers = null;
		if (threads != null) {
			threads.shutdownNow();
		}
		this.open.clear();
	}

	@Override
	public boolean isRunning() {
		return this.askers != null;
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<?> event) {
		round();
	}

	/**
	 * Somebody looks at what was answered last.
	 */
	void looked() {
		long last = this.latest.get();
		if (System.nanoTime() - last >= this.interval && this.latest.compareAndSet(last, System.nanoTime())) {
			round();
		}
	}

	private void round() {
		this.latest.set(System.nanoTime());
		ExecutorService threads = this.askers;
		if (threads == null) {
			return;
		}
		execute(threads, () -> this.sources.orderedStream()
			.forEach((source) -> source.questions().forEach((question) -> ask(question, threads))));
	}

	// Neither a source that throws nor a stop in between is the asking thread's end.
	private static void execute(ExecutorService threads, Runnable work) {
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

	private void ask(StateSource.Question question, ExecutorService threads) {
		Long since = this.open.putIfAbsent(question.name(), System.nanoTime());
		if (since != null) {
			if (System.nanoTime() - since >= this.interval) {
				question.overdue().run();
			}
			return;
		}
		execute(threads, () -> {
			try {
				question.ask().run();
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
