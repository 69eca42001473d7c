/**
 * How many values a tag may have, and how many series the meters of a registry.
 */
@NullMarked
package io.sightglass.registry.limit;

import org.jspecify.annotations.NullMarked;
