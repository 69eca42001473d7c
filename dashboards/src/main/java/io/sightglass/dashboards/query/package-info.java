/**
 * PromQL over the catalogue: names are read there and nowhere else.
 */
@NullMarked
package io.sightglass.dashboards.query;

import org.jspecify.annotations.NullMarked;
