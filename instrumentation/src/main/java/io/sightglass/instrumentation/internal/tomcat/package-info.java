/**
 * Tomcat's connections and the sizes of its exchanges.
 */
@NullMarked
package io.sightglass.instrumentation.internal.tomcat;

import org.jspecify.annotations.NullMarked;
