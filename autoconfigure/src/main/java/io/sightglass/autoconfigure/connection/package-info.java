/**
 * Wires the connection meters.
 */
@NullMarked
package io.sightglass.autoconfigure.connection;

import org.jspecify.annotations.NullMarked;
