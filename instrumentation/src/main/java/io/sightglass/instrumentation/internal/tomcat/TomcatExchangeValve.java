package io.sightglass.instrumentation.internal.tomcat;

import java.io.IOException;
import java.util.function.BiConsumer;

import io.sightglass.meters.http.HttpExchange;
import jakarta.servlet.ServletException;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Stands where Tomcat writes its access log: when all bytes have passed, or the client is
 * gone. A request that Tomcat gives up without a word to its listeners, as it may when an
 * asynchronous client hangs up, ends here, or at a later look where it is forgotten.
 */
public final class TomcatExchangeValve extends ValveBase implements AccessLog {

	private final WaitingRequests waiting = new WaitingRequests();

	private final boolean sizes;

	private final BiConsumer<ServerRequestObservationContext, @Nullable IOException> left;

	public TomcatExchangeValve(boolean sizes, BiConsumer<ServerRequestObservationContext, @Nullable IOException> left) {
		super(true);
		this.sizes = sizes;
		this.left = left;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		getNext().invoke(request, response);
		ServerRequestObservationContext context = request.isAsync() ? WaitingRequests.context(request) : null;
		if (context != null && WaitingRequests.exchange(context).inFlight()) {
			this.waiting.add(context, request);
		}
	}

	@Override
	public void backgroundProcess() {
		this.waiting.look(this.left);
	}

	@Override
	public void log(Request request, Response response, long time) {
		ServerRequestObservationContext context = WaitingRequests.context(request);
		if (context != null) {
			this.waiting.remove(context);
			HttpExchange exchange = WaitingRequests.exchange(context);
			if (exchange.inFlight()) {
				this.left.accept(context, null);
			}
			if (this.sizes && exchange.sampled()) {
				exchange.transferred(request.getCoyoteRequest().getBytesRead(), sent(response));
			}
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
