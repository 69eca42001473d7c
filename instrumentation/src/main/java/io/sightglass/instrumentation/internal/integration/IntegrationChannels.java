package io.sightglass.instrumentation.internal.integration;

import java.util.List;
import java.util.function.Supplier;

import io.sightglass.instrumentation.internal.part.OptionalPart;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.integration.channel.AbstractMessageChannel;
import org.springframework.integration.channel.ExecutorChannel;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.util.PatternMatchUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Gives the channels of the chosen names an interceptor for each role that they have,
 * behind those that the application gave them, and shows queue channels as buffers.
 *
 * <pre>
 * sightglass.pipelines.integration.sources=orders
 * pipeline_records_received_total{pipeline="integration",source="orders"} 100.0
 * </pre>
 */
public final class IntegrationChannels implements SmartInitializingSingleton {

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
		this.channels.stream().forEach((channel) -> this.part.run(() -> lookInto(channel)));
	}

	private void lookInto(AbstractMessageChannel channel) {
		String name = channel.getComponentName();
		if (name == null) {
			return;
		}
		add(channel, name, this.names.sources(), ChannelRole.SOURCE);
		add(channel, name, this.names.stages(), ChannelRole.STAGE);
		add(channel, name, this.names.filtered(), ChannelRole.FILTERED);
		add(channel, name, this.names.sinks(), ChannelRole.SINK);
		if (channel instanceof QueueChannel queue && matches(this.names.buffers(), name)) {
			this.pipeline.get()
				.buffer(name, queue::getQueueSize, () -> (long) queue.getQueueSize() + queue.getRemainingCapacity());
		}
	}

	private void add(AbstractMessageChannel channel, String name, List<String> patterns, ChannelRole role) {
		if (matches(patterns, name)) {
			channel.addInterceptor(new ChannelMetersInterceptor(role, name, this.pipeline, handsOver(channel)));
		}
	}

	/** Whether another thread does the work. */
	static boolean handsOver(AbstractMessageChannel channel) {
		return channel instanceof QueueChannel || channel instanceof ExecutorChannel;
	}

	private static boolean matches(List<String> patterns, String name) {
		return PatternMatchUtils.simpleMatch(patterns.toArray(String[]::new), name);
	}

}
