/**
 * What the application is: build, health, its place in a cluster.
 */
@NullMarked
package io.sightglass.meters.state;

import org.jspecify.annotations.NullMarked;
