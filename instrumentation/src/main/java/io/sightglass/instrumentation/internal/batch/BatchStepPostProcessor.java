package io.sightglass.instrumentation.internal.batch;

import java.util.function.Supplier;

import io.sightglass.instrumentation.internal.part.OptionalPart;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;

import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.core.step.tasklet.TaskletStep;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.function.SingletonSupplier;

/**
 * Makes each chunk-oriented step bean a stage of the pipeline "batch", beside the
 * listeners that it has.
 *
 * <pre>
 * pipeline_records_processed_total{outcome="success",pipeline="batch",stage="importOrders"} 80.0
 * </pre>
 */
public final class BatchStepPostProcessor implements BeanPostProcessor {

	private final OptionalPart part = new OptionalPart("steps of Spring Batch");

	private final OptionalPart classic = new OptionalPart(
			"times, skips and retries of steps from before Spring Batch 6", "their records are counted");

	private final Supplier<Pipeline> pipeline;

	public BatchStepPostProcessor(ObjectProvider<PipelineMeters> meters) {
		this.pipeline = SingletonSupplier.of(() -> meters.getObject().pipeline("batch"));
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String name) {
		return this.part.bean(bean, name, this::step);
	}

	@SuppressWarnings("unchecked")
	private Object step(Object bean) {
		// A step that has others do the work shows their figures, added up.
		if (bean instanceof AbstractStep step && !(bean instanceof PartitionStep)) {
			BatchStepMeters meters = new BatchStepMeters(step.getName(), this.pipeline);
			step.registerStepExecutionListener(meters);
			if (bean instanceof ChunkOrientedStep<?, ?> chunks) {
				((ChunkOrientedStep<Object, Object>) chunks).registerChunkListener(meters);
				((ChunkOrientedStep<Object, Object>) chunks).registerItemReadListener(meters);
				((ChunkOrientedStep<Object, Object>) chunks).registerItemWriteListener(meters);
				chunks.registerSkipListener(meters);
				chunks.registerRetryListener(meters.retries());
			}
			else if (bean instanceof TaskletStep tasklets) {
				this.classic.run(() -> ClassicChunks.listen(tasklets, meters));
			}
		}
		return bean;
	}

}
