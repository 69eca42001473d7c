package io.sightglass.autoconfigure.http;

import java.io.IOException;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * An asynchronous request that times out ends twice for Spring's observation: at the
 * timeout, with the status of a success, and when the answer to the timeout is sent. This
 * filter stands behind the observation's, hears of the timeout first, and marks that end
 * as provisional.
 */
final class AsyncTimeoutFilter implements Filter {

	static final Object TIMED_OUT = AsyncTimeoutFilter.class;

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		try {
			chain.doFilter(request, response);
		}
		finally {
			if (request.isAsyncStarted() && request.getDispatcherType() == DispatcherType.REQUEST) {
				listen(request);
			}
		}
	}

	private static void listen(ServletRequest request) {
		if (request instanceof HttpServletRequest http) {
			ServerHttpObservationFilter.findObservationContext(http)
				.ifPresent((context) -> request.getAsyncContext().addListener(new Listener(context)));
		}
	}

	private record Listener(ServerRequestObservationContext context) implements AsyncListener {

		@Override
		public void onStartAsync(AsyncEvent event) {
			event.getAsyncContext().addListener(this);
		}

		@Override
		public void onTimeout(AsyncEvent event) {
			this.context.put(TIMED_OUT, Boolean.TRUE);
		}

		@Override
		public void onComplete(AsyncEvent event) {
		}

		@Override
		public void onError(AsyncEvent event) {
		}

	}

}
