/**
 * What of the texts of an id is kept.
 */
@NullMarked
package io.sightglass.registry.internal.limit;

import org.jspecify.annotations.NullMarked;
