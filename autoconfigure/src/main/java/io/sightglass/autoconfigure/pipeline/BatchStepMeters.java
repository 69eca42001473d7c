package io.sightglass.autoconfigure.pipeline;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.sightglass.pipeline.Pipeline;
import io.sightglass.pipeline.Stage;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.Retryable;

/**
 * Tells after each chunk, and once more when the step ends, by how much Batch's own
 * figures have grown; so the last chunk is never lost, whatever the step ended with.
 */
final class BatchStepMeters implements StepExecutionListener, ChunkListener<Object, Object>, RetryListener {

	private final Map<StepExecution, BatchFigures> told = new ConcurrentHashMap<>();

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
		this.told.put(execution, BatchFigures.ZERO);
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution execution) {
		tell(execution);
		this.told.remove(execution);
		return null;
	}

	@Override
	public void beforeChunk(Chunk<Object> chunk) {
		this.begun.set(this.stage.get().begin());
	}

	@Override
	public void afterChunk(Chunk<Object> chunk) {
		endChunk();
	}

	@Override
	public void onChunkError(Exception error, Chunk<Object> chunk) {
		endChunk();
	}

	@Override
	public void beforeRetry(RetryPolicy policy, Retryable<?> retryable) {
		this.stage.get().retried();
	}

	private void endChunk() {
		Long began = this.begun.get();
		if (began != null) {
			this.stage.get().end(began);
			this.begun.remove();
		}
		StepContext context = StepSynchronizationManager.getContext();
		if (context != null) {
			tell(context.getStepExecution());
		}
	}

	private synchronized void tell(StepExecution execution) {
		BatchFigures before = this.told.get(execution);
		if (before == null) {
			return;
		}
		BatchFigures now = BatchFigures.of(execution);
		this.told.put(execution, now);
		BatchFigures grown = now.since(before);
		Pipeline known = this.pipeline.get();
		known.source(this.step).received(grown.read());
		this.stage.get().processed(grown.written());
		known.sink(this.step).delivered(grown.written());
		this.stage.get().filtered(grown.filtered());
		this.stage.get().failed(grown.skipped(), null);
		for (long commit = 0; commit < grown.commits(); commit++) {
			known.checkpoint().saved();
		}
	}

}
