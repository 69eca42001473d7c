package io.sightglass.instrumentation.internal.jetty;

import io.sightglass.instrumentation.internal.http.BodySizes;
import io.sightglass.meters.http.HttpExchange;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Jetty tells the bytes when its stream is complete, or has failed.
 */
public final class JettyBodySizes implements BodySizes<ServerRequestObservationContext> {

	@Override
	public void begin(ServerRequestObservationContext context, HttpExchange exchange) {
		HttpServletRequest servletRequest = context.getCarrier();
		if (servletRequest != null) {
			ServletContextRequest request = ServletContextRequest.getServletContextRequest(servletRequest);
			Response response = request.getServletContextResponse();
			Request.addCompletionListener(request,
					(failure) -> exchange.transferred(Request.getContentBytesRead(request), sent(request, response)));
		}
	}

	// Jetty counts what HEAD would have sent.
	private static long sent(Request request, Response response) {
		return HttpMethod.HEAD.is(request.getMethod()) ? 0 : Response.getContentBytesWritten(response);
	}

}
