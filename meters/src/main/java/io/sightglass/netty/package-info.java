/**
 * Netty's channels, measured by one handler.
 */
@NullMarked
package io.sightglass.netty;

import org.jspecify.annotations.NullMarked;
