/**
 * Wires the transport meters and the kernel's.
 */
@NullMarked
package io.sightglass.autoconfigure.transport;

import org.jspecify.annotations.NullMarked;
