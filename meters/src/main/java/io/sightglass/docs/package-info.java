/**
 * The catalogue of all families, for docs, dashboards and tests.
 */
@NullMarked
package io.sightglass.docs;

import org.jspecify.annotations.NullMarked;
