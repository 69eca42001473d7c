/**
 * Meters gRPC servers and clients.
 */
@NullMarked
package io.sightglass.autoconfigure.grpc;

import org.jspecify.annotations.NullMarked;
