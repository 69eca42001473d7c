/**
 * Wires the endpoints of web servers, WebSockets, gRPC and the like.
 */
@NullMarked
package io.sightglass.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
