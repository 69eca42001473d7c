/**
 * How a family makes, finds and times its meters.
 */
@NullMarked
package io.sightglass.meters.internal;

import org.jspecify.annotations.NullMarked;
