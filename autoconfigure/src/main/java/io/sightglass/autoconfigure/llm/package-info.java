/**
 * LLM calls: prices, budgets and the API as beans.
 */
@NullMarked
package io.sightglass.autoconfigure.llm;

import org.jspecify.annotations.NullMarked;
