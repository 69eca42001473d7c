package io.sightglass.instrumentation.internal.kafka;

import java.util.ArrayList;
import java.util.List;
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

	private final List<KafkaInboundEndpoint> early = new ArrayList<>();

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
				((KafkaMessageDrivenChannelAdapter<Object, Object>) adapter).setRecordFilterStrategy(
						new KafkaFilter<>((RecordFilterStrategy<Object, Object>) own));
			}
		}
		return bean;
	}

	@Override
	public synchronized Object postProcessAfterInitialization(Object bean, String name) {
		if (bean instanceof KafkaInboundEndpoint endpoint) {
			if (this.running) {
				lookInto(endpoint);
			}
			else {
				this.early.add(endpoint);
			}
		}
		return bean;
	}

	/**
	 * Looks into an adapter or a gateway that has not started yet.
	 * @param endpoint the adapter or gateway
	 */
	void lookInto(KafkaInboundEndpoint endpoint) {
		this.containers.ifAvailable((meters) -> this.part.bean(endpoint, endpoint.toString(), (any) -> {
			if (endpoint instanceof KafkaMessageDrivenChannelAdapter<?, ?> adapter) {
				Hidden hidden = new Hidden(KafkaMessageDrivenChannelAdapter.class, adapter);
				hidden.retries(meters, adapter::setRetryTemplate);
				hidden.recovery(adapter::setRecoveryCallback);
				errors(adapter.getErrorChannel(), adapter::setErrorChannel);
			}
			else if (endpoint instanceof KafkaInboundGateway<?, ?, ?> gateway) {
				Hidden hidden = new Hidden(KafkaInboundGateway.class, gateway);
				hidden.retries(meters, gateway::setRetryTemplate);
				hidden.recovery(gateway::setRecoveryCallback);
				errors(gateway.getErrorChannel(), gateway::setErrorChannel);
			}
			return endpoint;
		}));
	}

	private static void errors(@Nullable MessageChannel own, Consumer<MessageChannel> setter) {
		if (own != null) {
			setter.accept(new KafkaErrorChannel(own));
		}
	}

	/**
	 * What an adapter and a gateway take, but do not tell.
	 *
	 * @param type which of both
	 * @param endpoint the one
	 */
	private record Hidden(Class<?> type, Object endpoint) {

		void retries(KafkaContainerMeters meters, Consumer<RetryTemplate> setter) {
			if (read("messageListenerContainer") instanceof MessageListenerContainer container) {
				meters.lookInto(container);
				if (read("retryTemplate") instanceof RetryTemplate own) {
					setter.accept(new KafkaRetries(own, meters.pipeline(container)));
				}
			}
		}

		void recovery(Consumer<RecoveryCallback<?>> setter) {
			if (read("recoveryCallback") instanceof RecoveryCallback<?> own) {
				setter.accept((context, cause) -> {
					Object instead = own.recover(context, cause);
					KafkaMarks.failed(cause);
					return instead;
				});
			}
		}

		private @Nullable Object read(String name) {
			return HiddenParts.read(this.type, name, this.endpoint);
		}

	}

}
