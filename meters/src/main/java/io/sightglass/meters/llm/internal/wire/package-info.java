/**
 * Reading usage off the wire, in the formats of OpenAI, Anthropic, Gemini and Ollama.
 */
@NullMarked
package io.sightglass.meters.llm.internal.wire;

import org.jspecify.annotations.NullMarked;
