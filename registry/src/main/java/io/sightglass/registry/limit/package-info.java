/**
 * How many series the meters of a registry may have.
 */
@NullMarked
package io.sightglass.registry.limit;

import org.jspecify.annotations.NullMarked;
