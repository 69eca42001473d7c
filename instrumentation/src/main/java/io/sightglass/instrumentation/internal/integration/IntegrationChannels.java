package io.sightglass.instrumentation.internal.integration;

import java.util.List;
import java.util.function.Supplier;

import io.sightglass.instrumentation.internal.part.HiddenParts;
import io.sightglass.instrumentation.internal.part.OptionalPart;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.integration.channel.AbstractExecutorChannel;
import org.springframework.integration.channel.AbstractMessageChannel;
import org.springframework.integration.channel.ExecutorChannelInterceptorAware;
import org.springframework.integration.channel.PublishSubscribeChannel;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.util.PatternMatchUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Gives the channels of the chosen names an interceptor for each role that they have,
 * behind those that the application gave them, and shows queue channels as buffers.
 *
 * <pre>
 * sightglass.integration.sources=orders
 * pipeline_records_received_total{pipeline="integration",source="orders"} 100.0
 * </pre>
 */
public final class IntegrationChannels implements SmartInitializingSingleton {

	private static final OptionalPart BROADCASTS = new OptionalPart("publish-subscribe channels with an executor",
			"the time of such a stage is that of the sender");

	private final OptionalPart part = new OptionalPart("channels of Spring Integration");

	private final ObjectProvider<AbstractMessageChannel> channels;

	private final IntegrationPipeline names;

	private final Supplier<Pipeline> pipeline;

	public IntegrationChannels(ObjectProvider<AbstractMessageChannel> channels, IntegrationPipeline names,
			ObjectProvider<PipelineMeters> meters) {
		this.channels = channels;
		this.names = names;
		this.pipeline = SingletonSupplier.of(() -> meters.getObject().pipeline(this.names.name()));
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.channels.stream().forEach((channel) -> {
			String name = channel.getComponentName();
			if (name != null) {
				this.part.bean(channel, name, (bean) -> lookInto(channel, name));
			}
		});
	}

	private Object lookInto(AbstractMessageChannel channel, String name) {
		add(channel, name, this.names.sources(), ChannelRole.SOURCE);
		add(channel, name, this.names.stages(), ChannelRole.STAGE);
		add(channel, name, this.names.filtered(), ChannelRole.FILTERED);
		add(channel, name, this.names.sinks(), ChannelRole.SINK);
		if (channel instanceof QueueChannel queue && matches(this.names.buffers(), name)) {
			this.pipeline.get()
				.buffer(name, queue::getQueueSize, () -> (long) queue.getQueueSize() + queue.getRemainingCapacity());
		}
		return channel;
	}

	private void add(AbstractMessageChannel channel, String name, List<String> patterns, ChannelRole role) {
		if (matches(patterns, name)) {
			channel.addInterceptor(
					(role != ChannelRole.STAGE) ? new ChannelMetersInterceptor(role, name, this.pipeline, false)
							: stage(channel, name, this.pipeline));
		}
	}

	static ChannelInterceptor stage(AbstractMessageChannel channel, String name, Supplier<Pipeline> pipeline) {
		if (channel instanceof PublishSubscribeChannel) {
			return BROADCASTS.either(
					() -> (HiddenParts.read(AbstractExecutorChannel.class, "executor", channel) != null), () -> false)
							? new BroadcastStage(() -> pipeline.get().stage(name))
							: new ChannelMetersInterceptor(ChannelRole.STAGE, name, pipeline, false);
		}
		// These ask an interceptor in the thread that does the work.
		return new ChannelMetersInterceptor(ChannelRole.STAGE, name, pipeline,
				channel instanceof ExecutorChannelInterceptorAware);
	}

	private static boolean matches(List<String> patterns, String name) {
		return PatternMatchUtils.simpleMatch(patterns.toArray(String[]::new), name);
	}

}
