/**
 * The one place where a meter's name, type, unit, tags and description are written.
 */
@NullMarked
package io.sightglass.catalogue;

import org.jspecify.annotations.NullMarked;
