/**
 * Two builds make the same jars.
 */
@NullMarked
package io.sightglass.jars;

import org.jspecify.annotations.NullMarked;
