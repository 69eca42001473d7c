package io.sightglass.autoconfigure.http;

import java.io.IOException;

import io.sightglass.http.HttpExchange;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Tomcat tells the bytes where it would write its access log: when all have passed, or
 * the client is gone. The exchange waits there as an attribute of the request.
 */
final class TomcatBodySizes extends ValveBase implements AccessLog, BodySizes<ServerRequestObservationContext> {

	private static final String EXCHANGE = HttpExchange.class.getName();

	TomcatBodySizes() {
		super(true);
	}

	@Override
	public void begin(ServerRequestObservationContext context, HttpExchange exchange) {
		HttpServletRequest request = context.getCarrier();
		if (request != null) {
			request.setAttribute(EXCHANGE, exchange);
		}
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		getNext().invoke(request, response);
	}

	@Override
	public void log(Request request, Response response, long time) {
		if (request.getAttribute(EXCHANGE) instanceof HttpExchange exchange) {
			exchange.transferred(request.getCoyoteRequest().getBytesRead(), sent(response));
		}
	}

	// What left includes the frames of chunks, what was written is not compressed yet and
	// ignores HEAD: the body as transferred is the smaller of the two.
	private static long sent(Response response) {
		return Math.min(response.getBytesWritten(false), response.getContentWritten());
	}

	@Override
	public void setRequestAttributesEnabled(boolean requestAttributesEnabled) {
	}

	@Override
	public boolean getRequestAttributesEnabled() {
		return false;
	}

}
