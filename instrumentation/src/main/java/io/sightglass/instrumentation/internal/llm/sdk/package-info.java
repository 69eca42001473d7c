/**
 * OpenAI's and Anthropic's own clients.
 */
@NullMarked
package io.sightglass.instrumentation.internal.llm.sdk;

import org.jspecify.annotations.NullMarked;
