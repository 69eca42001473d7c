/**
 * LLM calls through LangChain4j.
 */
@NullMarked
package io.sightglass.autoconfigure.llm.langchain4j;

import org.jspecify.annotations.NullMarked;
