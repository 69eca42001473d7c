/**
 * An animal clinic: a usual application of pages, forms, a database and a cache. It knows
 * nothing of Sightglass.
 */
@NullMarked
package io.sightglass.clinic;

import org.jspecify.annotations.NullMarked;
