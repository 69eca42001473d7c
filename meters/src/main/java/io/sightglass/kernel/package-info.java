/**
 * The kernel's view of TCP, read from /proc.
 */
@NullMarked
package io.sightglass.kernel;

import org.jspecify.annotations.NullMarked;
