@NullMarked
package io.sightglass.autoconfigure.llm;

import org.jspecify.annotations.NullMarked;
