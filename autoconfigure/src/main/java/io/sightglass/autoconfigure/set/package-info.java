/**
 * Meter sets as beans.
 */
@NullMarked
package io.sightglass.autoconfigure.set;

import org.jspecify.annotations.NullMarked;
