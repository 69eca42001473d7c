/**
 * Sampling of distributions; counts are never sampled.
 */
@NullMarked
package io.sightglass.sample;

import org.jspecify.annotations.NullMarked;
