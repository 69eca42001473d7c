/**
 * Plain blocking sockets, measured by their factories.
 */
@NullMarked
package io.sightglass.socket;

import org.jspecify.annotations.NullMarked;
