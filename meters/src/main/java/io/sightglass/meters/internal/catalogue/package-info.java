/**
 * The catalogue of all families, for docs, dashboards and tests.
 */
@NullMarked
package io.sightglass.meters.internal.catalogue;

import org.jspecify.annotations.NullMarked;
