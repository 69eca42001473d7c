package io.sightglass.instrumentation.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler.IgnoredMeters;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import io.sightglass.meters.http.HttpExchange;
import io.sightglass.meters.http.HttpMeter;
import io.sightglass.meters.http.HttpMeters;
import io.sightglass.meters.instrument.Instruments;
import org.jspecify.annotations.Nullable;

/**
 * Takes the server's observations over from Boot's default handler: it stands first in
 * the group of which only the first match is asked, and yields to the application's own.
 * Handlers of traces are in another group, and see every request.
 *
 * @param <C> the observation of the stack
 */
abstract class ServerRequestHandler<C extends Observation.Context> implements MeterObservationHandler<C> {

	private final HttpMeters meters;

	private final Instruments instruments;

	private final ExcludedRequests excluded;

	private final Supplier<BodySizes<C>> sizes;

	private final ApplicationHandlers others;

	private final boolean activeTimer;

	private final DefaultMeterObservationHandler events;

	ServerRequestHandler(HttpMeters meters, Instruments instruments, ExcludedRequests excluded,
			Supplier<BodySizes<C>> sizes, ApplicationHandlers others, boolean activeTimer) {
		this.meters = meters;
		this.instruments = instruments;
		this.excluded = excluded;
		this.sizes = sizes;
		this.others = others;
		this.activeTimer = activeTimer;
		this.events = new DefaultMeterObservationHandler(instruments.registry(), IgnoredMeters.LONG_TASK_TIMER);
	}

	@Override
	public final boolean supportsContext(Observation.Context context) {
		return isRequest(context) && !this.others.support(context);
	}

	abstract boolean isRequest(Observation.Context context);

	abstract boolean isExcluded(C context, ExcludedRequests excluded);

	/**
	 * Whether this end is only the first of two.
	 * @param context the request's observation
	 * @return whether another will follow
	 */
	boolean isProvisional(C context) {
		return false;
	}

	@Override
	public void onStart(C context) {
		try {
			if (!isExcluded(context, this.excluded)) {
				HttpExchange exchange = this.meters.start();
				context.put(HttpExchange.class, exchange);
				if (this.activeTimer) {
					context.put(LongTaskTimer.Sample.class, startActiveTimer(context));
				}
				if (exchange.sampled()) {
					this.sizes.get().begin(context, exchange);
				}
			}
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	@Override
	public void onStop(C context) {
		HttpExchange exchange = context.get(HttpExchange.class);
		if (exchange == null) {
			return;
		}
		try {
			if (!isProvisional(context)) {
				exchange.answered(name(context), context.getLowCardinalityKeyValues(), error(context.getError()));
				LongTaskTimer.Sample active = this.activeTimer ? context.get(LongTaskTimer.Sample.class) : null;
				if (active != null) {
					active.stop();
				}
			}
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	@Override
	public void onEvent(Observation.Event event, C context) {
		if (context.containsKey(HttpExchange.class)) {
			this.events.onEvent(event, context);
		}
	}

	// As Boot's handler does.
	private LongTaskTimer.Sample startActiveTimer(C context) {
		List<Tag> tags = new ArrayList<>();
		for (KeyValue tag : context.getLowCardinalityKeyValues()) {
			tags.add(Tag.of(tag.getKey(), tag.getValue()));
		}
		return this.instruments.registry().more().longTaskTimer(name(context) + ".active", tags).start();
	}

	private static String name(Observation.Context context) {
		String name = context.getName();
		return (name != null) ? name : HttpMeter.SERVER_REQUESTS.getName();
	}

	// As Boot's handler says it.
	private static String error(@Nullable Throwable error) {
		return (error != null) ? error.getClass().getSimpleName() : KeyValue.NONE_VALUE;
	}

	private void failed(Throwable cause) {
		this.instruments.failures().record(HttpMeter.SERVER_REQUESTS.getName(), cause);
	}

}
