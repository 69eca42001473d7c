/**
 * The names of providers and models, made comparable.
 *
 * <p>
 * Internal: no part of the API, and free to change in any release.
 */
@NullMarked
package io.sightglass.llm.name;

import org.jspecify.annotations.NullMarked;
