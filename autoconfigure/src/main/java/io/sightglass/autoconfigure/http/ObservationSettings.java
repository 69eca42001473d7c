package io.sightglass.autoconfigure.http;

import java.util.Set;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler.IgnoredMeters;
import io.sightglass.registry.internal.log.SafeLog;

import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationProperties;
import org.springframework.core.env.Environment;

/**
 * What Boot's own properties say of the observations of HTTP servers.
 */
final class ObservationSettings {

	private static final SafeLog logger = SafeLog.of(ObservationSettings.class);

	private static final String IGNORED = "management.metrics.observations.ignored-meters";

	// Of Boot 3. Boot 4 knows it no more; whoever sets it wants it all the same.
	private static final String LONG_TASK_TIMER = "management.observations.long-task-timer.enabled";

	private ObservationSettings() {
	}

	/**
	 * Whether somebody asked for the timer of active requests, which is left out where
	 * nobody did.
	 * @param environment where the properties may be
	 * @return whether one of them says so
	 */
	static boolean isActiveTimerWanted(Environment environment) {
		BindResult<Set<IgnoredMeters>> ignored = Binder.get(environment)
			.bind(IGNORED, Bindable.setOf(IgnoredMeters.class));
		return ignored.isBound() ? ignored.get().isEmpty()
				: environment.getProperty(LONG_TASK_TIMER, "").strip().equalsIgnoreCase("true");
	}

	/**
	 * Says so where the application observes no requests.
	 * @param properties Boot's properties
	 */
	static void sayIfUnobserved(ObservationProperties properties) {
		String name = properties.getHttp().getServer().getRequests().getName();
		String key = name;
		Boolean enabled = properties.getEnable().get(key);
		while (enabled == null && !key.isEmpty()) {
			key = parent(key);
			enabled = properties.getEnable().get(key.isEmpty() ? "all" : key);
		}
		if (Boolean.FALSE.equals(enabled)) {
			logger.info("management.observations.enable." + (key.isEmpty() ? "all" : key)
					+ " is false: HTTP requests are not observed, so there is no " + name
					+ ", no http.requests, no http.requests.active and no size.");
		}
	}

	private static String parent(String name) {
		return name.substring(0, Math.max(0, name.lastIndexOf('.')));
	}

}
