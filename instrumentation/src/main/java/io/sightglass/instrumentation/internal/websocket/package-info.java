/**
 * WebSocket sessions on servlets and on WebFlux.
 */
@NullMarked
package io.sightglass.instrumentation.internal.websocket;

import org.jspecify.annotations.NullMarked;
