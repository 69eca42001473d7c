/**
 * LLM calls: requests, tokens, cost, time to first token.
 */
@NullMarked
package io.sightglass.meters.llm;

import org.jspecify.annotations.NullMarked;
