/**
 * The wire table: what providers really answer, and what is counted of it.
 */
@NullMarked
package io.sightglass.autoconfigure.llm.wire;

import org.jspecify.annotations.NullMarked;
