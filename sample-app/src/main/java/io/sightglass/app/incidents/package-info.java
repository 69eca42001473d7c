/**
 * What goes wrong now and then, or when asked: the reason for dashboards and alerts.
 */
@NullMarked
package io.sightglass.app.incidents;

import org.jspecify.annotations.NullMarked;
