package io.sightglass.instrumentation.internal.kafka;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

import io.sightglass.instrumentation.internal.part.HiddenParts;
import io.sightglass.instrumentation.internal.part.OptionalPart;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.integration.core.RecoveryCallback;
import org.springframework.integration.kafka.inbound.KafkaMessageDrivenChannelAdapter;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.messaging.MessageChannel;

/**
 * Looks into the adapters through which Spring Integration reads from Kafka. Such a one
 * has a container of its own, and within one call of the container's listener it may try
 * again and hand the failure over to an error channel: the container sees a success.
 */
public final class KafkaAdapterMeters implements BeanPostProcessor, SmartLifecycle {

	private final Set<Object> seen = Collections.newSetFromMap(new WeakHashMap<>());

	private final OptionalPart part = new OptionalPart("inbound adapters of Spring Integration for Kafka");

	private final ObjectProvider<KafkaContainerMeters> containers;

	private final ObjectProvider<KafkaMessageDrivenChannelAdapter<?, ?>> adapters;

	private volatile boolean running;

	public KafkaAdapterMeters(ObjectProvider<KafkaContainerMeters> containers,
			ObjectProvider<KafkaMessageDrivenChannelAdapter<?, ?>> adapters) {
		this.containers = containers;
		this.adapters = adapters;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	// When all channels are there, and before the adapters start.
	@Override
	public void start() {
		this.adapters.stream().forEach(this::lookInto);
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

	// One of a flow that is registered later.
	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return this.running ? this.part.bean(bean, name, this::late) : bean;
	}

	private Object late(Object bean) {
		if (bean instanceof KafkaMessageDrivenChannelAdapter<?, ?> adapter) {
			lookInto(adapter);
		}
		return bean;
	}

	/**
	 * Looks into an adapter that has not started yet.
	 * @param adapter the adapter
	 */
	synchronized void lookInto(KafkaMessageDrivenChannelAdapter<?, ?> adapter) {
		KafkaContainerMeters meters = this.containers.getIfAvailable();
		if (meters == null || !this.seen.add(adapter)) {
			return;
		}
		this.part.run(() -> {
			if (hidden(adapter, "messageListenerContainer") instanceof MessageListenerContainer container) {
				meters.lookInto(container);
				attach(adapter, meters.pipeline(container));
			}
		});
	}

	private static void attach(KafkaMessageDrivenChannelAdapter<?, ?> adapter, KafkaPipeline pipeline) {
		if (hidden(adapter, "retryTemplate") instanceof RetryTemplate own) {
			adapter.setRetryTemplate(new KafkaRetries(own, pipeline));
		}
		if (hidden(adapter, "recoveryCallback") instanceof RecoveryCallback<?> own) {
			adapter.setRecoveryCallback((context, cause) -> {
				Object instead = own.recover(context, cause);
				KafkaMarks.failed(cause);
				return instead;
			});
		}
		MessageChannel own = adapter.getErrorChannel();
		if (own != null) {
			adapter.setErrorChannel(new KafkaErrorChannel(own));
		}
	}

	private static @Nullable Object hidden(KafkaMessageDrivenChannelAdapter<?, ?> adapter, String name) {
		return HiddenParts.read(KafkaMessageDrivenChannelAdapter.class, name, adapter);
	}

}
