/**
 * Asks a running Prometheus every question of every dashboard.
 */
@NullMarked
package io.sightglass.dashboards.check;

import org.jspecify.annotations.NullMarked;
