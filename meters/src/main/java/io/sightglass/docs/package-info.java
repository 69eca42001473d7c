/**
 * The catalogue of all families, for docs, dashboards and tests.
 *
 * <p>
 * Internal: no part of the API, and free to change in any release.
 */
@NullMarked
package io.sightglass.docs;

import org.jspecify.annotations.NullMarked;
