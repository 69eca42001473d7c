/**
 * The kernel's view of TCP, read from /proc.
 */
@NullMarked
package io.sightglass.instrumentation.internal.kernel;

import org.jspecify.annotations.NullMarked;
