/**
 * Places in which threads do not meet.
 */
@NullMarked
package io.sightglass.registry.internal.stripe;

import org.jspecify.annotations.NullMarked;
