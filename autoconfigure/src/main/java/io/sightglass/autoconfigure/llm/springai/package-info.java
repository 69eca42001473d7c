/**
 * LLM calls through Spring AI.
 */
@NullMarked
package io.sightglass.autoconfigure.llm.springai;

import org.jspecify.annotations.NullMarked;
