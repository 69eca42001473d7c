/**
 * Plain blocking sockets, metered by their factories.
 */
@NullMarked
package io.sightglass.socket;

import org.jspecify.annotations.NullMarked;
