/**
 * What a request costs.
 */
@NullMarked
package io.sightglass.benchmarks.http;

import org.jspecify.annotations.NullMarked;
