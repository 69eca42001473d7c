/**
 * Reactor Netty's servers, its clients and their pools.
 */
@NullMarked
package io.sightglass.instrumentation.internal.reactornetty;

import org.jspecify.annotations.NullMarked;
