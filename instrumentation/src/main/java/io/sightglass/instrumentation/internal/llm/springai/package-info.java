/**
 * Spring AI's models.
 */
@NullMarked
package io.sightglass.instrumentation.internal.llm.springai;

import org.jspecify.annotations.NullMarked;
