package io.sightglass.autoconfigure.llm.langchain4j;

import java.util.concurrent.Flow;

import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Puts a watched handler in the place of the one that a streaming model is called with,
 * and a watched publisher in the place of the one that it returns.
 */
class WatchedStreams implements MethodInterceptor {

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		if (!invocation.getMethod().getName().equals("chat")) {
			return invocation.proceed();
		}
		if (Flow.Publisher.class == invocation.getMethod().getReturnType()) {
			return (invocation.proceed() instanceof Flow.Publisher<?> publisher) ? new WatchedPublisher<>(publisher)
					: null;
		}
		@Nullable Object[] arguments = invocation.getArguments();
		int last = arguments.length - 1;
		if (last < 0 || !(arguments[last] instanceof StreamingChatResponseHandler)) {
			return invocation.proceed();
		}
		WatchedStream stream = new WatchedStream();
		arguments[last] = stream.watched((StreamingChatResponseHandler) arguments[last]);
		return stream.callWith(invocation::proceed);
	}

}
