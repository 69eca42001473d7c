/**
 * A binary protocol over TLS, a relay of two nodes, and a WebSocket echo, with clients
 * that behave and clients that do not.
 */
@NullMarked
package io.sightglass.app.connection;

import org.jspecify.annotations.NullMarked;
