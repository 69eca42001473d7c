/**
 * The wiring of the state family: build, health, cluster.
 */
@NullMarked
package io.sightglass.autoconfigure.state;

import org.jspecify.annotations.NullMarked;
