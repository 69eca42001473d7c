/**
 * Connections: opened, active, closed by reason, their duration, handshakes, streams.
 */
@NullMarked
package io.sightglass.connection;

import org.jspecify.annotations.NullMarked;
