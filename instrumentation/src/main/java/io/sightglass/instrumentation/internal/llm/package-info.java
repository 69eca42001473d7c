/**
 * LLM clients: what makes a call that passes several libraries one call.
 */
@NullMarked
package io.sightglass.instrumentation.internal.llm;

import org.jspecify.annotations.NullMarked;
