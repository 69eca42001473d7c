/**
 * Meters WebSocket sessions.
 */
@NullMarked
package io.sightglass.autoconfigure.websocket;

import org.jspecify.annotations.NullMarked;
