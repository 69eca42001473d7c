/**
 * Meter sets: an application's own meters as a typed interface, compiled by
 * sightglass-processor.
 */
@NullMarked
package io.sightglass.meters.set;

import org.jspecify.annotations.NullMarked;
