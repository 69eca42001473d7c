package io.sightglass.autoconfigure.llm;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.sightglass.meters.llm.BudgetCrossed;
import io.sightglass.registry.failure.Failures;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes events of budgets, one after the other and on a thread that is there for that
 * alone: who listens may take time, and the caller of a model is not to wait for it.
 */
final class BudgetEvents implements Consumer<BudgetCrossed> {

	// The budget's gauges refer to it, and whoever holds the registry to those.
	private final WeakReference<ApplicationEventPublisher> application;

	private final Failures failures;

	private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

	BudgetEvents(ApplicationEventPublisher application, Failures failures) {
		this.application = new WeakReference<>(application);
		this.failures = failures;
	}

	@Override
	public synchronized void accept(BudgetCrossed crossed) {
		// The next one comes all the same where there was no thread for this one.
		this.last = this.last.handleAsync((done, error) -> publish(crossed), BudgetEvents::run);
	}

	private boolean publish(BudgetCrossed crossed) {
		ApplicationEventPublisher events = this.application.get();
		if (events != null) {
			this.failures.guard("llm.budget", () -> events.publishEvent(new LlmBudgetEvent(events, crossed)));
		}
		return events != null;
	}

	private static void run(Runnable task) {
		Thread thread = new Thread(task, "sightglass-llm-budget");
		thread.setDaemon(true);
		thread.start();
	}

}
