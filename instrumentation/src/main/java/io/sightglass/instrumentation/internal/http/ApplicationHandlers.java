package io.sightglass.instrumentation.internal.http;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.sightglass.registry.internal.log.SafeLog;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * The application's own handlers of meters: what stands before Boot's handler, in whose
 * place ours is. Of all these Boot asks the first only that supports an observation.
 */
public final class ApplicationHandlers {

	private static final SafeLog logger = SafeLog.of(ApplicationHandlers.class);

	private final Supplier<ObservationHandler<?>[]> handlers;

	private final AtomicBoolean said = new AtomicBoolean();

	public ApplicationHandlers(ObjectProvider<ObservationHandler<?>> all,
			ObjectProvider<DefaultMeterObservationHandler> boots) {
		this.handlers = SingletonSupplier.of(() -> beforeBoots(all, boots.getIfAvailable()));
	}

	private static ObservationHandler<?>[] beforeBoots(ObjectProvider<ObservationHandler<?>> all,
			@Nullable ObservationHandler<?> boots) {
		return all.orderedStream()
			.filter((handler) -> handler instanceof MeterObservationHandler)
			.filter((handler) -> !(handler instanceof ServerRequestHandler || handler instanceof ExcludedHostHandler))
			.takeWhile((handler) -> handler != boots)
			.toArray(ObservationHandler<?>[]::new);
	}

	boolean support(Observation.Context context) {
		for (ObservationHandler<?> handler : this.handlers.get()) {
			if (handler.supportsContext(context)) {
				say(handler);
				return true;
			}
		}
		return false;
	}

	private void say(ObservationHandler<?> handler) {
		if (!this.said.get() && this.said.compareAndSet(false, true)) {
			logger.info("HTTP requests go to the application's own " + handler.getClass().getName()
					+ ", as they would without Sightglass. What it takes is not in http.requests, "
					+ "http.requests.active and the sizes, and http.server.requests has what it records there.");
		}
	}

}
