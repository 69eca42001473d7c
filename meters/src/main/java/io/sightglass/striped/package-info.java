/**
 * Micrometer's Prometheus registry with counters, timers and distribution summaries in
 * which threads record without contention.
 */
@NullMarked
package io.sightglass.striped;

import org.jspecify.annotations.NullMarked;
