package io.sightglass.instrumentation.internal.batch;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import io.sightglass.instrumentation.internal.part.LoadedOnDemand;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.Stage;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.listener.ItemReadListener;
import org.springframework.batch.core.listener.ItemWriteListener;
import org.springframework.batch.core.listener.SkipListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.Retryable;

/**
 * Tells after each chunk, and once more when the step ends, by how much Batch's own
 * figures have grown; so the last chunk is never lost, whatever the step ended with.
 */
final class BatchStepMeters implements StepExecutionListener, ChunkListener<Object, Object>, ItemReadListener<Object>,
		ItemWriteListener<Object>, SkipListener<Object, Object> {

	private final Map<StepExecution, BatchFigures> reported = new ConcurrentHashMap<>();

	private final Queue<Throwable> skips = new ConcurrentLinkedQueue<>();

	private final ThreadLocal<Long> begun = new ThreadLocal<>();

	private final String step;

	private final Supplier<Pipeline> pipeline;

	private final Supplier<Stage> stage;

	BatchStepMeters(String step, Supplier<Pipeline> pipeline) {
		this.step = step;
		this.pipeline = pipeline;
		this.stage = () -> pipeline.get().stage(step);
	}

	@Override
	public void beforeStep(StepExecution execution) {
		this.reported.put(execution, BatchFigures.ZERO);
	}

	// What was read and is nowhere else went down with the step.
	@Override
	public @Nullable ExitStatus afterStep(StepExecution execution) {
		endDuration();
		report(execution, true);
		BatchFigures all = this.reported.remove(execution);
		if (all != null && all.unfinished() > 0) {
			execution.getFailureExceptions()
				.stream()
				.findFirst()
				.ifPresentOrElse((error) -> this.stage.get().failed(all.unfinished(), error),
						() -> this.stage.get().cancelled(all.unfinished()));
		}
		return null;
	}

	// A step with many threads, or of the time before Spring Batch 6, does not say that a
	// chunk begins, or says so before it knows whether there is anything to read.
	@Override
	public void afterRead(Object item) {
		if (this.begun.get() == null) {
			beginChunk();
		}
	}

	@Override
	public void beforeChunk(Chunk<Object> chunk) {
		beginChunk();
	}

	@Override
	public void afterChunk(Chunk<Object> chunk) {
		endChunk();
	}

	@Override
	public void onChunkError(Exception error, Chunk<Object> chunk) {
		endChunk();
	}

	// Records that were read before and whose chunk was rolled back are tried once more.
	@Override
	@SuppressWarnings("removal") // Steps of the time before Spring Batch 6 call it.
	public void beforeChunk(ChunkContext context) {
		if (context.hasAttribute("INPUTS")) {
			beginChunk();
		}
	}

	@Override
	@SuppressWarnings("removal")
	public void afterChunk(ChunkContext context) {
		endChunk();
	}

	@Override
	@SuppressWarnings("removal")
	public void afterChunkError(ChunkContext context) {
		endChunk();
	}

	// A step with many threads has no other sign of life.
	@Override
	public void afterWrite(Chunk<? extends Object> chunk) {
		endChunk();
	}

	@Override
	public void onWriteError(Exception error, Chunk<? extends Object> chunk) {
		endChunk();
	}

	@Override
	public void onSkipInRead(Throwable error) {
		this.skips.add(error);
	}

	@Override
	public void onSkipInProcess(Object item, Throwable error) {
		this.skips.add(error);
	}

	@Override
	public void onSkipInWrite(Object item, Throwable error) {
		this.skips.add(error);
	}

	RetryListener retries() {
		return new Retries(this.stage);
	}

	Supplier<Stage> stage() {
		return this.stage;
	}

	private void beginChunk() {
		this.begun.set(this.stage.get().startTiming());
	}

	private void endChunk() {
		endDuration();
		reportCurrent();
	}

	private void endDuration() {
		Long began = this.begun.get();
		if (began != null) {
			this.stage.get().stopTiming(began);
			this.begun.remove();
		}
	}

	private void reportCurrent() {
		StepContext context = StepSynchronizationManager.getContext();
		if (context != null) {
			report(context.getStepExecution(), false);
		}
	}

	private synchronized void report(StepExecution execution, boolean atEnd) {
		BatchFigures before = this.reported.get(execution);
		if (before == null) {
			return;
		}
		BatchFigures now = BatchFigures.of(execution);
		if (!atEnd) {
			// Some steps count a skip in one chunk and say why in the next.
			now = now.withSkipped(Math.min(now.skipped(), before.skipped() + this.skips.size()));
		}
		this.reported.put(execution, now);
		BatchFigures grown = now.since(before);
		Pipeline known = this.pipeline.get();
		known.source(this.step).received(grown.read());
		this.stage.get().processed(grown.written());
		known.sink(this.step).delivered(grown.written());
		this.stage.get().filtered(grown.filtered());
		for (long skip = 0; skip < grown.skipped(); skip++) {
			this.stage.get().failed(1, this.skips.poll());
		}
		for (long commit = 0; commit < grown.commits(); commit++) {
			known.checkpoint().saved();
		}
	}

	/**
	 * Spring Framework calls the method that it has. Before 7.0.2 there is no RetryState,
	 * and nothing tells the error.
	 *
	 * @param stage the step's
	 */
	@LoadedOnDemand
	private record Retries(Supplier<Stage> stage) implements RetryListener {

		@Override
		public void beforeRetry(RetryPolicy policy, Retryable<?> retryable, RetryState state) {
			this.stage.get().retried(state.getLastException());
		}

		@Override
		public void beforeRetry(RetryPolicy policy, Retryable<?> retryable) {
			this.stage.get().retried();
		}

	}

}
