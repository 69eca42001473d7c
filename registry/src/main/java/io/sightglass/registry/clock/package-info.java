/**
 * A clock for registries that is cheap to read.
 */
@NullMarked
package io.sightglass.registry.clock;

import org.jspecify.annotations.NullMarked;
