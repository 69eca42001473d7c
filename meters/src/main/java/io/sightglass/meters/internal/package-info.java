/**
 * How a family holds its meters.
 */
@NullMarked
package io.sightglass.meters.internal;

import org.jspecify.annotations.NullMarked;
