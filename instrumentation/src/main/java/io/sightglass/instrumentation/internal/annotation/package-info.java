/**
 * Micrometer's annotations on methods that answer later: futures and publishers.
 */
@NullMarked
package io.sightglass.instrumentation.internal.annotation;

import org.jspecify.annotations.NullMarked;
