/**
 * gRPC's connections, streams and message sizes; its call timers are others' work.
 */
@NullMarked
package io.sightglass.instrumentation.grpc;

import org.jspecify.annotations.NullMarked;
