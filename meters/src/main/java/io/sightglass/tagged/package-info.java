/**
 * An application's own meters with tags, found as fast as a field.
 */
@NullMarked
package io.sightglass.tagged;

import org.jspecify.annotations.NullMarked;
