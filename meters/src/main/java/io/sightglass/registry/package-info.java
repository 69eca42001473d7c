/**
 * Where handles come from: instruments over a Micrometer registry, and the guard for
 * failing meters.
 */
@NullMarked
package io.sightglass.registry;

import org.jspecify.annotations.NullMarked;
