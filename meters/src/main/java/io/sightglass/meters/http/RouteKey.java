package io.sightglass.meters.http;

import io.micrometer.common.KeyValues;
import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * Under what a route's meters are found.
 *
 * @param timer the name of the timer
 * @param tags the tags that the application's convention gave
 * @param error the simple name of what was thrown, or "none"
 */
record RouteKey(String timer, KeyValues tags, String error) {

	/**
	 * A key in which nothing is missing, so that every request is counted.
	 * @param timer the name of the timer, if it has one
	 * @param tags the tags, if it has any
	 * @param error the name of what was thrown, if anything was
	 * @return the key
	 */
	static RouteKey of(@Nullable String timer, @Nullable KeyValues tags, @Nullable String error) {
		return new RouteKey((timer != null) ? timer : HttpMeter.SERVER_REQUESTS.getName(),
				(tags != null) ? tags : KeyValues.empty(), (error != null) ? error : BoundedValues.NONE);
	}

}
