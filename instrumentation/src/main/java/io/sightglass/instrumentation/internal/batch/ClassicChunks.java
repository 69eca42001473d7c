package io.sightglass.instrumentation.internal.batch;

import java.util.function.Supplier;

import io.sightglass.instrumentation.internal.part.HiddenParts;
import io.sightglass.instrumentation.internal.part.LoadedOnDemand;
import io.sightglass.meters.pipeline.Stage;

import org.springframework.batch.core.step.item.BatchRetryTemplate;
import org.springframework.batch.core.step.item.ChunkOrientedTasklet;
import org.springframework.batch.core.step.item.FaultTolerantChunkProcessor;
import org.springframework.batch.core.step.item.SimpleChunkProcessor;
import org.springframework.batch.core.step.item.SimpleChunkProvider;
import org.springframework.batch.core.step.tasklet.TaskletStep;
import org.springframework.retry.RetryCallback;
import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryListener;

/**
 * The chunks of {@code chunk(n, transactionManager)}, which Spring Batch 6 still has: a
 * tasklet whose parts take listeners and do not show themselves.
 */
@LoadedOnDemand
@SuppressWarnings("removal")
final class ClassicChunks {

	private ClassicChunks() {
	}

	static void listen(TaskletStep step, BatchStepMeters meters) {
		if (!(step.getTasklet() instanceof ChunkOrientedTasklet<?> chunks)) {
			return;
		}
		step.registerChunkListener(meters);
		if (HiddenParts.read(ChunkOrientedTasklet.class, "chunkProvider",
				chunks) instanceof SimpleChunkProvider<?> provider) {
			provider.registerListener(meters);
		}
		Object processor = HiddenParts.read(ChunkOrientedTasklet.class, "chunkProcessor", chunks);
		if (processor instanceof SimpleChunkProcessor<?, ?> simple) {
			simple.registerListener(meters);
		}
		if (processor instanceof FaultTolerantChunkProcessor<?, ?> tolerant
				&& HiddenParts.read(FaultTolerantChunkProcessor.class, "batchRetryTemplate",
						tolerant) instanceof BatchRetryTemplate retries) {
			retries.registerListener(new Retries(meters.stage(), retries));
		}
	}

	/**
	 * Spring Retry says only that an attempt failed.
	 *
	 * @param stage the step's
	 * @param template knows whether another attempt follows
	 */
	private record Retries(Supplier<Stage> stage, BatchRetryTemplate template) implements RetryListener {

		@Override
		public <T, E extends Throwable> void onError(RetryContext context, RetryCallback<T, E> callback,
				Throwable error) {
			if (this.template.canRetry(context)) {
				this.stage.get().retried(error);
			}
		}

	}

}
