/**
 * A clock for the application's registries that is cheap to read.
 */
@NullMarked
package io.sightglass.autoconfigure.clock;

import org.jspecify.annotations.NullMarked;
