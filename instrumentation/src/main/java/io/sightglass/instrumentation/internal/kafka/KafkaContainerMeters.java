package io.sightglass.instrumentation.internal.kafka;

import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;

import io.sightglass.instrumentation.internal.part.HiddenParts;
import io.sightglass.instrumentation.internal.part.OptionalPart;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.AbstractKafkaListenerContainerFactory;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.AfterRollbackProcessor;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.CompositeRecordInterceptor;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Looks into every listener container just before the containers start, and into what a
 * factory makes later. What the application gave a container, such as interceptors, a
 * rebalance listener, an error handler, stays and is called first.
 */
public final class KafkaContainerMeters implements SmartLifecycle {

	private static final String ANONYMOUS = "anonymous";

	private final Set<Object> seen = Collections.newSetFromMap(new WeakHashMap<>());

	private final OptionalPart part = new OptionalPart("Kafka listeners");

	private final OptionalPart futures = new OptionalPart("Kafka listeners that answer with a future",
			"a record of such a listener counts when its method returns");

	private final OptionalPart filters = new OptionalPart("record filters of Kafka",
			"records that a filter keeps from its listener count as processed");

	private final OptionalPart clients = new OptionalPart("commits of consumers whose factory is no bean");

	private final OptionalPart later = new OptionalPart("Kafka listeners that are made after the start");

	private final ObjectProvider<PipelineMeters> meters;

	private final ObjectProvider<KafkaListenerEndpointRegistry> registries;

	private final ObjectProvider<MessageListenerContainer> containers;

	private final ObjectProvider<AbstractKafkaListenerContainerFactory<?, ?, ?>> factories;

	private volatile boolean running;

	public KafkaContainerMeters(ObjectProvider<PipelineMeters> meters,
			ObjectProvider<KafkaListenerEndpointRegistry> registries,
			ObjectProvider<MessageListenerContainer> containers,
			ObjectProvider<AbstractKafkaListenerContainerFactory<?, ?, ?>> factories) {
		this.meters = meters;
		this.registries = registries;
		this.containers = containers;
		this.factories = factories;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public synchronized void start() {
		this.registries.orderedStream().forEach((registry) -> registry.getListenerContainers().forEach(this::lookInto));
		this.containers.orderedStream().forEach(this::lookInto);
		this.factories.orderedStream().forEach(this::follow);
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

	/**
	 * Looks into a container that has not started yet.
	 * @param container the container
	 */
	synchronized void lookInto(MessageListenerContainer container) {
		if (container instanceof AbstractMessageListenerContainer<?, ?> open && this.seen.add(container)) {
			this.part.run(() -> attach(open));
		}
	}

	KafkaPipeline pipeline(MessageListenerContainer container) {
		return new KafkaPipeline(() -> pipeline(container.getGroupId()), () -> pipeline(first(container).getGroupId()));
	}

	private Pipeline pipeline(@Nullable String group) {
		return this.meters.getObject().pipeline(name(group));
	}

	// Of a retry topic's container, that of the listener's own topic.
	private MessageListenerContainer first(MessageListenerContainer container) {
		String main = container.getMainListenerId();
		return (main != null) ? this.registries.orderedStream()
			.map((registry) -> registry.getListenerContainer(main))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(container) : container;
	}

	// A binder of Spring Cloud Stream makes a group up where it was given none.
	private static String name(@Nullable String group) {
		if (group == null) {
			return "kafka";
		}
		return group.startsWith(ANONYMOUS + ".") ? ANONYMOUS : group;
	}

	private <C extends AbstractMessageListenerContainer<K, V>, K, V> void follow(
			AbstractKafkaListenerContainerFactory<C, K, V> factory) {
		if (this.seen.add(factory)) {
			this.later.run(() -> {
				@SuppressWarnings("unchecked")
				ContainerCustomizer<K, V, C> own = (ContainerCustomizer<K, V, C>) HiddenParts
					.read(AbstractKafkaListenerContainerFactory.class, "containerCustomizer", factory);
				factory.setContainerCustomizer((container) -> {
					if (own != null) {
						own.configure(container);
					}
					lookInto(container);
				});
			});
		}
	}

	private <K, V> void attach(AbstractMessageListenerContainer<K, V> container) {
		ContainerProperties properties = container.getContainerProperties();
		KafkaPipeline pipeline = pipeline(container);
		KafkaListenerMeters<K, V> meters = new KafkaListenerMeters<>(pipeline);
		var ownRecords = container.getRecordInterceptor();
		container
			.setRecordInterceptor((ownRecords != null) ? new CompositeRecordInterceptor<>(ownRecords, meters) : meters);
		var ownBatches = container.getBatchInterceptor();
		container.setBatchInterceptor((ownBatches != null) ? new KafkaBatchMeters<>(ownBatches, meters) : meters);
		properties.setConsumerRebalanceListener(
				new KafkaRebalanceMeters(pipeline, () -> Objects.requireNonNullElse(container.getGroupId(), "none"),
						properties.getConsumerRebalanceListener()));
		@SuppressWarnings("unchecked")
		AfterRollbackProcessor<K, V> rollbacks = (AfterRollbackProcessor<K, V>) container.getAfterRollbackProcessor();
		container.setAfterRollbackProcessor(KafkaRollbackMeters.of(pipeline, meters, rollbacks));
		boolean rollsBack = properties.getKafkaAwareTransactionManager() != null;
		CommonErrorHandler own = container.getCommonErrorHandler();
		// In a transaction the container has no error handler of its own.
		if (own != null || !rollsBack) {
			container.setCommonErrorHandler(
					new KafkaErrorMeters(pipeline, meters, (own != null) ? own : new DefaultErrorHandler(), rollsBack));
		}
		this.clients.run(() -> KafkaClientPostProcessor.listen(
				HiddenParts.read(AbstractMessageListenerContainer.class, "consumerFactory", container), this.meters));
		this.filters.run(() -> KafkaFilter.listen(properties));
		this.futures.run(() -> KafkaAsyncListener.listen(properties.getMessageListener(), meters));
	}

}
