/**
 * What a meter set costs.
 */
@NullMarked
package io.sightglass.benchmarks.set;

import org.jspecify.annotations.NullMarked;
