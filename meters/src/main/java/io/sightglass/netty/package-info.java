/**
 * Netty's channels, metered by one handler.
 */
@NullMarked
package io.sightglass.netty;

import org.jspecify.annotations.NullMarked;
