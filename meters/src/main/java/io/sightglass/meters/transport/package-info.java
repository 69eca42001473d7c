/**
 * Transport: bytes and packets, errors, round trips, nodes of routes, the kernel's view.
 */
@NullMarked
package io.sightglass.meters.transport;

import org.jspecify.annotations.NullMarked;
