/**
 * Native histograms: buckets that grow by a factor and are as many as there are values.
 */
@NullMarked
package io.sightglass.registry.internal.natives;

import org.jspecify.annotations.NullMarked;
