/**
 * The kernel's view of TCP, read from /proc.
 *
 * <p>
 * Internal: no part of the API, and free to change in any release.
 */
@NullMarked
package io.sightglass.kernel;

import org.jspecify.annotations.NullMarked;
