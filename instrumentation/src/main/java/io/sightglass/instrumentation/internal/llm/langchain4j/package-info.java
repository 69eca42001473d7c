/**
 * LangChain4j's models.
 */
@NullMarked
package io.sightglass.instrumentation.internal.llm.langchain4j;

import org.jspecify.annotations.NullMarked;
