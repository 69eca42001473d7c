/**
 * A builder of Grafana dashboards that reads the catalogue and does the layout.
 */
@NullMarked
package io.sightglass.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
