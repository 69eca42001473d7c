/**
 * Jetty's connections and the sizes of its exchanges.
 */
@NullMarked
package io.sightglass.instrumentation.internal.jetty;

import org.jspecify.annotations.NullMarked;
