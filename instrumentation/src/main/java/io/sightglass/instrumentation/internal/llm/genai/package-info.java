/**
 * Google's own client.
 */
@NullMarked
package io.sightglass.instrumentation.internal.llm.genai;

import org.jspecify.annotations.NullMarked;
