/**
 * The wiring of connections and transport: web servers, clients, gRPC, WebSockets.
 */
@NullMarked
package io.sightglass.autoconfigure.connection;

import org.jspecify.annotations.NullMarked;
