package io.sightglass.instrumentation.internal.integration;

import java.util.ArrayList;
import java.util.List;

import io.sightglass.instrumentation.internal.stage.StageCalls;
import io.sightglass.instrumentation.internal.stage.StageMethod;
import io.sightglass.meters.pipeline.Stage;
import org.aopalliance.aop.Advice;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.integration.filter.MessageFilter;
import org.springframework.integration.handler.AbstractReplyProducingMessageHandler;
import org.springframework.messaging.Message;

/**
 * Sees the work of one endpoint, without what follows behind it. The application's own
 * advices run in between: what a retry advice repeats is one step with retries.
 */
final class EndpointAdvice {

	@SuppressWarnings("ThreadLocalUsage") // Each endpoint has its own.
	private final ThreadLocal<@Nullable Throwable> lastError = new ThreadLocal<>();

	private final StageMethod stage;

	private EndpointAdvice(StageMethod stage) {
		this.stage = stage;
	}

	static List<Advice> around(List<? extends Advice> own, Stage stage, AbstractReplyProducingMessageHandler handler) {
		// Anything else that returns nothing is at the end of its flow.
		boolean filters = handler instanceof MessageFilter;
		EndpointAdvice meters = new EndpointAdvice(
				new StageMethod(stage, (result) -> filters && result == null, (never) -> {
				}));
		List<Advice> all = new ArrayList<>();
		all.add((MethodInterceptor) meters::step);
		all.addAll(own);
		all.add((MethodInterceptor) meters::attempt);
		return all;
	}

	private @Nullable Object step(MethodInvocation call) throws Throwable {
		if (!(firstArgument(call) instanceof Message<?> request)) {
			return call.proceed();
		}
		Throwable outer = this.lastError.get();
		this.lastError.remove();
		try {
			return OriginHeader.carry(request, StageCalls.step(this.stage, call::proceed));
		}
		finally {
			this.lastError.set(outer);
		}
	}

	private @Nullable Object attempt(MethodInvocation call) throws Throwable {
		Throwable before = this.lastError.get();
		if (before != null) {
			this.stage.stage().retried(before);
		}
		try {
			return call.proceed();
		}
		catch (Throwable ex) {
			this.lastError.set(ex);
			throw ex;
		}
	}

	private static @Nullable Object firstArgument(MethodInvocation call) {
		return (call.getArguments().length != 0) ? call.getArguments()[0] : null;
	}

}
