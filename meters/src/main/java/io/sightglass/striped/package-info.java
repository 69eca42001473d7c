/**
 * Counters, timers and distribution summaries for Prometheus whose recordings do not
 * contend: Micrometer's Prometheus registry with other cells behind its meters.
 */
@NullMarked
package io.sightglass.striped;

import org.jspecify.annotations.NullMarked;
