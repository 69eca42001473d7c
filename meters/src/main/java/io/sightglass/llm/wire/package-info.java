/**
 * Reading usage off the wire, in the formats of OpenAI, Anthropic, Gemini and Ollama.
 *
 * <p>
 * Internal: no part of the API, and free to change in any release.
 */
@NullMarked
package io.sightglass.llm.wire;

import org.jspecify.annotations.NullMarked;
