/**
 * The one place where a meter's name, type, unit, tags and description are written.
 */
@NullMarked
package io.sightglass.registry.catalogue;

import org.jspecify.annotations.NullMarked;
