/**
 * An application that is nothing but the starter.
 */
@NullMarked
package io.sightglass.bare;

import org.jspecify.annotations.NullMarked;
