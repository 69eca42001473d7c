package io.sightglass.http;

import io.micrometer.common.KeyValues;

/**
 * Under what a route's meters are found.
 *
 * @param timer the name of the timer
 * @param tags the tags that the application's convention gave
 * @param error the simple name of what was thrown, or "none"
 */
record RouteKey(String timer, KeyValues tags, String error) {
}
