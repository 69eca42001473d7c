/**
 * A builder of Prometheus rules that reads the catalogue.
 */
@NullMarked
package io.sightglass.dashboards.rules;

import org.jspecify.annotations.NullMarked;
