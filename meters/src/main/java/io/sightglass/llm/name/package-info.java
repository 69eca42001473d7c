/**
 * The names of providers and models, made comparable.
 */
@NullMarked
package io.sightglass.llm.name;

import org.jspecify.annotations.NullMarked;
