package io.sightglass.instrumentation.internal.kafka;

import java.util.HashSet;
import java.util.Set;

import io.sightglass.instrumentation.internal.part.OptionalPart;
import io.sightglass.meters.pipeline.PipelineMeters;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.CompositeBatchInterceptor;
import org.springframework.kafka.listener.CompositeRecordInterceptor;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Looks into every listener container just before the containers start. What the
 * application gave a container, such as interceptors, a rebalance listener, an error
 * handler, stays and is called first.
 */
public final class KafkaContainerMeters implements SmartLifecycle {

	private final Set<MessageListenerContainer> seen = new HashSet<>();

	private final OptionalPart part = new OptionalPart("Kafka listeners");

	private final ObjectProvider<PipelineMeters> meters;

	private final ObjectProvider<KafkaListenerEndpointRegistry> registries;

	private final ObjectProvider<MessageListenerContainer> containers;

	private volatile boolean running;

	public KafkaContainerMeters(ObjectProvider<PipelineMeters> meters,
			ObjectProvider<KafkaListenerEndpointRegistry> registries,
			ObjectProvider<MessageListenerContainer> containers) {
		this.meters = meters;
		this.registries = registries;
		this.containers = containers;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public synchronized void start() {
		this.registries.orderedStream().forEach((registry) -> registry.getListenerContainers().forEach(this::lookInto));
		this.containers.orderedStream().forEach(this::lookInto);
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	private void lookInto(MessageListenerContainer container) {
		if (container instanceof AbstractMessageListenerContainer<?, ?> open && this.seen.add(container)) {
			this.part.run(() -> attach(open));
		}
	}

	private <K, V> void attach(AbstractMessageListenerContainer<K, V> container) {
		ContainerProperties properties = container.getContainerProperties();
		String group = container.getGroupId();
		KafkaPipeline pipeline = new KafkaPipeline(this.meters.getObject().pipeline((group != null) ? group : "kafka"));
		KafkaListenerMeters<K, V> meters = new KafkaListenerMeters<>(pipeline);
		var ownRecords = container.getRecordInterceptor();
		container
			.setRecordInterceptor((ownRecords != null) ? new CompositeRecordInterceptor<>(ownRecords, meters) : meters);
		var ownBatches = container.getBatchInterceptor();
		container
			.setBatchInterceptor((ownBatches != null) ? new CompositeBatchInterceptor<>(ownBatches, meters) : meters);
		properties.setConsumerRebalanceListener(new KafkaRebalanceMeters(pipeline, (group != null) ? group : "none",
				properties.getConsumerRebalanceListener()));
		// In a transaction the container has no error handler: each rollback is a retry.
		if (properties.getKafkaAwareTransactionManager() == null) {
			CommonErrorHandler own = container.getCommonErrorHandler();
			container
				.setCommonErrorHandler(new KafkaErrorMeters(pipeline, (own != null) ? own : new DefaultErrorHandler()));
		}
	}

}
