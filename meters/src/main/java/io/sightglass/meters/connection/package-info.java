/**
 * Connections: opened, active, closed by reason, their duration, handshakes, streams.
 */
@NullMarked
package io.sightglass.meters.connection;

import org.jspecify.annotations.NullMarked;
