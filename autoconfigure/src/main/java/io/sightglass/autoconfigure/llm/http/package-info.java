/**
 * LLM calls through Spring's HTTP clients.
 */
@NullMarked
package io.sightglass.autoconfigure.llm.http;

import org.jspecify.annotations.NullMarked;
