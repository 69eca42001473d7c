/**
 * Tag values from closed or bounded sets.
 */
@NullMarked
package io.sightglass.tag;

import org.jspecify.annotations.NullMarked;
