package io.sightglass.instrumentation.internal.http;

import java.util.function.Function;

import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Takes the observations of requests to excluded hosts away from Boot's default handler
 * and records nothing. Decided once a request, since the handlers are asked at every
 * step.
 *
 * @param <C> the observation of the client
 */
public final class ExcludedHostHandler<C extends Observation.Context>
		implements MeterObservationHandler<Observation.Context> {

	private static final Object DECISION = ExcludedHostHandler.class;

	private final Class<C> type;

	private final Function<C, @Nullable String> host;

	private final ExcludedHosts excluded;

	public ExcludedHostHandler(Class<C> type, Function<C, @Nullable String> host, ExcludedHosts excluded) {
		this.type = type;
		this.host = host;
		this.excluded = excluded;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		if (this.excluded.isEmpty() || !this.type.isInstance(context)) {
			return false;
		}
		Boolean decision = context.get(DECISION);
		if (decision == null) {
			decision = decide(this.type.cast(context));
			context.put(DECISION, decision);
		}
		return decision;
	}

	private boolean decide(C context) {
		try {
			return this.excluded.contains(this.host.apply(context));
		}
		catch (Throwable ex) {
			// A request whose address cannot be told is measured as ever.
			return false;
		}
	}

}
