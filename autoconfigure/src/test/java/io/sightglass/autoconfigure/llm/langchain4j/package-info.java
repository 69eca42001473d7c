@NullMarked
package io.sightglass.autoconfigure.llm.langchain4j;

import org.jspecify.annotations.NullMarked;
