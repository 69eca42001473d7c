package io.sightglass.instrumentation.internal.jetty;

import java.nio.ByteBuffer;
import java.util.function.BiConsumer;

import io.sightglass.instrumentation.internal.http.AsyncCompletionFilter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee11.servlet.ServletApiRequest;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.util.WebUtils;

/**
 * Follows asynchronous requests in Jetty's stream. Their listeners hear of no completion
 * where the application fails once its answer has begun, and of nothing where a write
 * fails over HTTP/1.1.
 */
public final class JettyRequests implements AsyncCompletionFilter.Server {

	private final BiConsumer<ServerRequestObservationContext, @Nullable Throwable> ended;

	public JettyRequests(BiConsumer<ServerRequestObservationContext, @Nullable Throwable> ended) {
		this.ended = ended;
	}

	@Override
	public void becameAsync(HttpServletRequest request, ServerRequestObservationContext context) {
		if (WebUtils.getNativeRequest(request, ServletApiRequest.class) != null) {
			ServletContextRequest.getServletContextRequest(request)
				.addHttpStreamWrapper((stream) -> new AsyncStream(stream, context));
		}
	}

	private final class AsyncStream extends HttpStream.Wrapper {

		private final ServerRequestObservationContext context;

		AsyncStream(HttpStream stream, ServerRequestObservationContext context) {
			super(stream);
			this.context = context;
		}

		// The first write has the response's head: until it is out, the status may
		// change.
		@Override
		public void send(MetaData.Request request, MetaData.@Nullable Response response, boolean last,
				@Nullable ByteBuffer content, Callback callback) {
			super.send(request, response, last, content, (response != null) ? callback : new Write(callback));
		}

		@Override
		public void succeeded() {
			end(null);
			super.succeeded();
		}

		@Override
		public void failed(Throwable failure) {
			end((failure instanceof ServletException && failure.getCause() != null) ? failure.getCause() : failure);
			super.failed(failure);
		}

		private void end(@Nullable Throwable failure) {
			JettyRequests.this.ended.accept(this.context, failure);
		}

		private final class Write extends Callback.Nested {

			Write(Callback callback) {
				super(callback);
			}

			@Override
			public void failed(Throwable failure) {
				end(null);
				super.failed(failure);
			}

		}

	}

}
