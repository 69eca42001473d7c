/**
 * Micrometer's Prometheus registry with counters, timers and distribution summaries in
 * which threads record without contention.
 */
@NullMarked
package io.sightglass.registry;

import org.jspecify.annotations.NullMarked;
