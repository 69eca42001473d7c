package io.sightglass.instrumentation.internal.http;

import java.io.IOException;
import java.util.function.BiConsumer;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Hears how a request fails, and how an asynchronous one ends, before Spring's
 * observation does; it stands behind the observation's filter.
 * <p>
 * A timeout ends the observation twice: at once, with the status of a success, and when
 * the answer to the timeout is sent. The first end is marked as provisional. A client
 * that leaves may end it never: Tomcat tells of the error, and where the application
 * answers at that very moment, of nothing more. So that error is the end.
 */
public final class AsyncCompletionFilter implements Filter {

	static final Object TIMED_OUT = AsyncCompletionFilter.class;

	/** The pattern that a request asked for which then became asynchronous. */
	static final Object ASKED = Listener.class;

	private final BiConsumer<ServerRequestObservationContext, IOException> onDisconnect;

	private final Server server;

	public AsyncCompletionFilter(BiConsumer<ServerRequestObservationContext, IOException> onDisconnect, Server server) {
		this.onDisconnect = onDisconnect;
		this.server = server;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		try {
			chain.doFilter(request, response);
		}
		catch (Error ex) {
			failed(request, response, ex);
			throw ex;
		}
		finally {
			if (request.isAsyncStarted() && request.getDispatcherType() == DispatcherType.REQUEST) {
				listen(request);
			}
		}
	}

	// As the observation's filter does for exceptions, to which an error alone is no
	// failure: it would end with the status that Jetty has not set yet.
	private static void failed(ServletRequest request, ServletResponse response, Error error) {
		if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
			ServerHttpObservationFilter.findObservationContext(http).ifPresent((context) -> context.setError(error));
			answer.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
		}
	}

	private void listen(ServletRequest request) {
		if (request instanceof HttpServletRequest http) {
			ServerHttpObservationFilter.findObservationContext(http).ifPresent((context) -> {
				if (context.getPathPattern() != null) {
					context.put(ASKED, context.getPathPattern());
				}
				request.getAsyncContext().addListener(new Listener(context, this.onDisconnect));
				this.server.becameAsync(http, context);
			});
		}
	}

	private record Listener(ServerRequestObservationContext context,
			BiConsumer<ServerRequestObservationContext, IOException> onDisconnect) implements AsyncListener {

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
			if (event.getThrowable() instanceof IOException broken) {
				this.onDisconnect.accept(this.context, broken);
			}
		}

	}

	/**
	 * A server that knows more of such a request than its listeners hear.
	 */
	@FunctionalInterface
	public interface Server {

		/**
		 * A request has become asynchronous.
		 * @param request the request, of whatever server
		 * @param context its observation
		 */
		void becameAsync(HttpServletRequest request, ServerRequestObservationContext context);

	}

}
