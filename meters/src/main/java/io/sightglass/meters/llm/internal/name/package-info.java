/**
 * The names of providers and models, made comparable.
 */
@NullMarked
package io.sightglass.meters.llm.internal.name;

import org.jspecify.annotations.NullMarked;
