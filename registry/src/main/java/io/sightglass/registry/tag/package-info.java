/**
 * Tag values from closed or bounded sets.
 */
@NullMarked
package io.sightglass.registry.tag;

import org.jspecify.annotations.NullMarked;
