/**
 * Netty's channels, measured by one handler.
 */
@NullMarked
package io.sightglass.instrumentation.netty;

import org.jspecify.annotations.NullMarked;
