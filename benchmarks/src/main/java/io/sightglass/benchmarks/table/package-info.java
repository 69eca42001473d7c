/**
 * Tables of the figures.
 */
@NullMarked
package io.sightglass.benchmarks.table;

import org.jspecify.annotations.NullMarked;
