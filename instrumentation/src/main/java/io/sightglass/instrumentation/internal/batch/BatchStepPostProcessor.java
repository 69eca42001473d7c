package io.sightglass.instrumentation.internal.batch;

import java.util.function.Supplier;

import io.sightglass.instrumentation.internal.part.OptionalPart;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;

import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
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

	private final Supplier<Pipeline> pipeline;

	public BatchStepPostProcessor(ObjectProvider<PipelineMeters> meters) {
		this.pipeline = SingletonSupplier.of(() -> meters.getObject().pipeline("batch"));
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String name) {
		return this.part.bean(bean, name, this::watched);
	}

	@SuppressWarnings("unchecked")
	private Object watched(Object bean) {
		if (bean instanceof AbstractStep step) {
			BatchStepMeters meters = new BatchStepMeters(step.getName(), this.pipeline);
			step.registerStepExecutionListener(meters);
			if (bean instanceof ChunkOrientedStep<?, ?> chunks) {
				((ChunkOrientedStep<Object, Object>) chunks).registerChunkListener(meters);
				((ChunkOrientedStep<Object, Object>) chunks).registerItemWriteListener(meters);
				chunks.registerSkipListener(meters);
				chunks.registerRetryListener(meters.retries());
			}
		}
		return bean;
	}

}
