/**
 * The registry, its clock and its scrape: one that never fails because of one meter, and
 * that every Prometheus accepts.
 */
@NullMarked
package io.sightglass.autoconfigure.prometheus;

import org.jspecify.annotations.NullMarked;
