package io.sightglass.autoconfigure.state;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * Asks the sources at a bounded rate, away from every scrape. A question that hangs holds
 * one thread, is not asked twice, and shows as unknown.
 */
final class StateRefresher implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(StateRefresher.class);

	private final Set<String> open = ConcurrentHashMap.newKeySet();

	private final Duration interval;

	private final ObjectProvider<StateSource> sources;

	private @Nullable ScheduledExecutorService clock;

	private @Nullable ExecutorService askers;

	StateRefresher(Duration interval, ObjectProvider<StateSource> sources) {
		this.interval = interval;
		this.sources = sources;
	}

	@Override
	public synchronized void start() {
		ExecutorService threads = Executors.newCachedThreadPool(StateRefresher::daemon);
		ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(StateRefresher::daemon);
		rounds.scheduleWithFixedDelay(() -> round(threads), 0, this.interval.toMillis(), TimeUnit.MILLISECONDS);
		this.askers = threads;
		this.clock = rounds;
	}

	@Override
	public synchronized void stop() {
		if (this.clock != null) {
			this.clock.shutdownNow();
		}
		if (this.askers != null) {
			this.askers.shutdownNow();
		}
		this.clock = null;
		this.askers = null;
		this.open.clear();
	}

	@Override
	public synchronized boolean isRunning() {
		return this.clock != null;
	}

	// What escapes here would end all later rounds.
	private void round(ExecutorService threads) {
		try {
			this.sources.orderedStream()
				.forEach((source) -> source.questions().forEach((question) -> ask(question, threads)));
		}
		catch (Exception ex) {
			logger.debug("This round of state was cut short", ex);
		}
	}

	private void ask(StateSource.Question question, ExecutorService threads) {
		if (!this.open.add(question.name())) {
			question.overdue().run();
			return;
		}
		threads.execute(() -> {
			try {
				question.ask().run();
			}
			catch (Exception ex) {
				logger.debug("No answer to " + question.name(), ex);
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
