package io.sightglass.instrumentation.internal.kafka;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import io.sightglass.instrumentation.internal.part.HiddenParts;
import io.sightglass.instrumentation.internal.part.OptionalPart;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.integration.core.RecoveryCallback;
import org.springframework.integration.kafka.inbound.KafkaInboundEndpoint;
import org.springframework.integration.kafka.inbound.KafkaInboundGateway;
import org.springframework.integration.kafka.inbound.KafkaMessageDrivenChannelAdapter;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.adapter.RecordFilterStrategy;
import org.springframework.messaging.MessageChannel;

/**
 * Looks into the adapters and gateways through which Spring Integration reads from Kafka.
 * Such a one has a container of its own, and within one call of the container's listener
 * it may try again and hand the failure over to an error channel: the container sees a
 * success.
 */
public final class KafkaAdapterMeters implements BeanPostProcessor, SmartLifecycle {

	private final OptionalPart part = new OptionalPart("inbound adapters of Spring Integration for Kafka");

	private final Map<KafkaInboundEndpoint, String> early = new LinkedHashMap<>();

	private final ObjectProvider<KafkaContainerMeters> containers;

	private volatile boolean running;

	public KafkaAdapterMeters(ObjectProvider<KafkaContainerMeters> containers) {
		this.containers = containers;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	// When all channels are there, and before the adapters start.
	@Override
	public synchronized void start() {
		this.running = true;
		this.early.forEach(this::lookInto);
		this.early.clear();
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	// As it starts, an adapter builds its filter in.
	@Override
	public Object postProcessBeforeInitialization(Object bean, String name) {
		return this.part.bean(bean, name, KafkaAdapterMeters::filtering);
	}

	@SuppressWarnings("unchecked")
	private static Object filtering(Object bean) {
		if (bean instanceof KafkaMessageDrivenChannelAdapter<?, ?> adapter) {
			Object own = HiddenParts.read(KafkaMessageDrivenChannelAdapter.class, "recordFilterStrategy", adapter);
			if (own != null) {
				((KafkaMessageDrivenChannelAdapter<Object, Object>) adapter)
					.setRecordFilterStrategy(new KafkaFilter<>((RecordFilterStrategy<Object, Object>) own));
			}
		}
		return bean;
	}

	@Override
	public synchronized Object postProcessAfterInitialization(Object bean, String name) {
		if (bean instanceof KafkaInboundEndpoint endpoint) {
			if (this.running) {
				lookInto(endpoint, name);
			}
			else {
				this.early.put(endpoint, name);
			}
		}
		return bean;
	}

	/**
	 * Looks into an adapter or a gateway that has not started yet.
	 * @param endpoint the adapter or gateway
	 * @param name its name
	 */
	void lookInto(KafkaInboundEndpoint endpoint, String name) {
		this.containers.ifAvailable((meters) -> this.part.bean(endpoint, name, (any) -> {
			if (endpoint instanceof KafkaMessageDrivenChannelAdapter<?, ?> adapter) {
				Hidden hidden = new Hidden(KafkaMessageDrivenChannelAdapter.class, adapter, meters);
				hidden.retries(adapter::setRetryTemplate);
				hidden.recovery(adapter::setRecoveryCallback);
				hidden.errors(adapter.getErrorChannel(), adapter::setErrorChannel);
			}
			else if (endpoint instanceof KafkaInboundGateway<?, ?, ?> gateway) {
				Hidden hidden = new Hidden(KafkaInboundGateway.class, gateway, meters);
				hidden.retries(gateway::setRetryTemplate);
				hidden.recovery(gateway::setRecoveryCallback);
				hidden.errors(gateway.getErrorChannel(), gateway::setErrorChannel);
			}
			return endpoint;
		}));
	}

	/**
	 * What an adapter and a gateway take, but do not tell.
	 */
	private static final class Hidden {

		private final Class<?> type;

		private final Object endpoint;

		private final KafkaPipeline pipeline;

		Hidden(Class<?> type, Object endpoint, KafkaContainerMeters meters) {
			this.type = type;
			this.endpoint = endpoint;
			MessageListenerContainer container = (MessageListenerContainer) Objects
				.requireNonNull(read("messageListenerContainer"));
			meters.lookInto(container);
			this.pipeline = meters.pipeline(container);
		}

		void retries(Consumer<RetryTemplate> setter) {
			if (read("retryTemplate") instanceof RetryTemplate own) {
				setter.accept(new KafkaRetries(own, this.pipeline));
			}
		}

		void recovery(Consumer<RecoveryCallback<?>> setter) {
			if (read("recoveryCallback") instanceof RecoveryCallback<?> own) {
				setter.accept((context, cause) -> {
					Object instead = KafkaDeadLetterMeters.giveUp(this.pipeline, () -> own.recover(context, cause));
					KafkaMarks.failed(cause);
					return instead;
				});
			}
		}

		void errors(@Nullable MessageChannel own, Consumer<MessageChannel> setter) {
			if (own != null) {
				setter.accept(new KafkaErrorChannel(own, this.pipeline));
			}
		}

		private @Nullable Object read(String name) {
			return HiddenParts.read(this.type, name, this.endpoint);
		}

	}

}
