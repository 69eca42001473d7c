/**
 * Plain blocking sockets, measured by their factories.
 */
@NullMarked
package io.sightglass.instrumentation.socket;

import org.jspecify.annotations.NullMarked;
