package io.sightglass.instrumentation.internal.http;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Objects;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.ServerHttpObservationFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server says once in thousands of requests, and cannot be made to say.
 */
class AsyncCompletionFilterTests {

	private final IdentityHashMap<ServerRequestObservationContext, IOException> left = new IdentityHashMap<>();

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final ServerRequestObservationContext context = new ServerRequestObservationContext(this.request,
			this.response);

	private AsyncListener listener;

	@BeforeEach
	void startAsynchronously() throws Exception {
		this.request.setAsyncSupported(true);
		this.request.setAttribute(ServerHttpObservationFilter.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE, this.context);
		new AsyncCompletionFilter(this.left::put, (request, context) -> {
		}).doFilter(this.request, this.response, (request, response) -> request.startAsync());
		MockAsyncContext started = (MockAsyncContext) Objects.requireNonNull(this.request.getAsyncContext());
		this.listener = started.getListeners().get(0);
	}

	@Test
	void aClientThatHasGoneIsTheEnd() throws IOException {
		IOException gone = new IOException("Client reset the stream");
		this.listener.onError(new AsyncEvent(this.request.getAsyncContext(), gone));
		assertThat(this.left.get(this.context)).isSameAs(gone);
	}

	@Test
	void aFailureOfTheApplicationIsNot() throws IOException {
		this.listener.onError(new AsyncEvent(this.request.getAsyncContext(), new IllegalStateException()));
		this.listener.onError(new AsyncEvent(this.request.getAsyncContext()));
		this.listener.onComplete(new AsyncEvent(this.request.getAsyncContext()));
		assertThat(this.left).isEmpty();
		assertThat(this.context.getError()).isNull();
	}

	@Test
	void aTimeoutIsProvisional() throws IOException {
		this.listener.onTimeout(new AsyncEvent(this.request.getAsyncContext()));
		assertThat(this.left).isEmpty();
		assertThat(this.context.containsKey(AsyncCompletionFilter.TIMED_OUT)).isTrue();
	}

}
