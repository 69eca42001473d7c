/**
 * LLM calls as HTTP exchanges, for every client that has no hook of its own.
 */
@NullMarked
package io.sightglass.instrumentation.internal.llm.http;

import org.jspecify.annotations.NullMarked;
