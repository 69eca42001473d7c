package io.sightglass.instrumentation.internal.integration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.sightglass.instrumentation.internal.part.HiddenParts;
import io.sightglass.instrumentation.internal.part.OptionalPart;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;
import org.aopalliance.aop.Advice;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.integration.channel.AbstractMessageChannel;
import org.springframework.integration.endpoint.IntegrationConsumer;
import org.springframework.integration.handler.AbstractReplyProducingMessageHandler;
import org.springframework.messaging.MessageHandler;
import org.springframework.util.PatternMatchUtils;

/**
 * Makes the endpoints of the chosen names stages: filters, transformers, service
 * activators and gateways by their own work; endpoints that produce no reply, such as
 * outbound adapters, routers and aggregators, at their input channel.
 *
 * <pre>
 * sightglass.integration.endpoints=enrich*
 * pipeline_records_processed_total{outcome="success",pipeline="integration",stage="enrich"} 80.0
 * </pre>
 */
public final class IntegrationEndpoints implements SmartLifecycle {

	private final Set<IntegrationConsumer> seen = new HashSet<>();

	private final OptionalPart part = new OptionalPart("endpoints of Spring Integration");

	private final ObjectProvider<IntegrationConsumer> endpoints;

	private final IntegrationPipeline names;

	private final ObjectProvider<PipelineMeters> meters;

	private volatile boolean running;

	public IntegrationEndpoints(ObjectProvider<IntegrationConsumer> endpoints, IntegrationPipeline names,
			ObjectProvider<PipelineMeters> meters) {
		this.endpoints = endpoints;
		this.names = names;
		this.meters = meters;
	}

	// Those of annotated methods are made when all other beans are there already.
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public void start() {
		if (!this.names.endpoints().isEmpty()) {
			Pipeline pipeline = this.meters.getObject().pipeline(this.names.name());
			this.endpoints.stream().filter(this.seen::add).forEach((endpoint) -> lookInto(endpoint, pipeline));
		}
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

	private void lookInto(IntegrationConsumer endpoint, Pipeline pipeline) {
		String name = endpoint.getBeanName();
		String[] patterns = this.names.endpoints().toArray(String[]::new);
		if (name != null && PatternMatchUtils.simpleMatch(patterns, name)) {
			this.part.bean(endpoint, name, (bean) -> stage(endpoint, name, pipeline));
		}
	}

	private static Object stage(IntegrationConsumer endpoint, String name, Pipeline pipeline) {
		MessageHandler handler = endpoint.getHandler();
		Object target = (handler != null) ? AopProxyUtils.getSingletonTarget(handler) : null;
		if (((target != null) ? target : handler) instanceof AbstractReplyProducingMessageHandler replying) {
			replying.setAdviceChain(EndpointAdvice.around(advices(replying), pipeline.stage(name), replying));
		}
		else if (endpoint.getInputChannel() instanceof AbstractMessageChannel channel) {
			channel.addInterceptor(IntegrationChannels.stage(channel, name, () -> pipeline));
		}
		return endpoint;
	}

	// A handler takes a new chain, but does not say which one it has.
	private static List<Advice> advices(AbstractReplyProducingMessageHandler handler) {
		List<Advice> own = new ArrayList<>();
		if (HiddenParts.read(AbstractReplyProducingMessageHandler.class, "adviceChain",
				handler) instanceof List<?> advices) {
			advices.forEach((advice) -> own.add((Advice) advice));
		}
		return own;
	}

}
