package io.sightglass.instrumentation.internal.llm.langchain4j;

import java.util.concurrent.Flow;

import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Measures the handler that a streaming model gets, or the publisher that it returns.
 */
final class StreamingModelInterceptor implements MethodInterceptor {

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		if (!invocation.getMethod().getName().equals("chat")) {
			return invocation.proceed();
		}
		if (Flow.Publisher.class == invocation.getMethod().getReturnType()) {
			return (invocation.proceed() instanceof Flow.Publisher<?> publisher) ? new MeasuredPublisher<>(publisher)
					: null;
		}
		@Nullable Object[] arguments = invocation.getArguments();
		int last = arguments.length - 1;
		if (last < 0 || !(arguments[last] instanceof StreamingChatResponseHandler handler)) {
			return invocation.proceed();
		}
		StreamingCall call = new StreamingCall();
		arguments[last] = MeasuredHandler.of(handler, call);
		return call.callModel(invocation::proceed);
	}

}
