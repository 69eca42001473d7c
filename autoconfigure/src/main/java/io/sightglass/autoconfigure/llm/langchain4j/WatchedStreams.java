package io.sightglass.autoconfigure.llm.langchain4j;

import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Puts a watched handler in the place of the one that a streaming model is called with.
 */
class WatchedStreams implements MethodInterceptor {

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		@Nullable Object[] arguments = invocation.getArguments();
		int last = arguments.length - 1;
		boolean streams = invocation.getMethod().getName().equals("chat") && last > 0
				&& arguments[last] instanceof StreamingChatResponseHandler;
		if (!streams) {
			return invocation.proceed();
		}
		WatchedStream stream = new WatchedStream();
		arguments[last] = stream.watched((StreamingChatResponseHandler) arguments[last]);
		return stream.callWith(invocation::proceed);
	}

}
