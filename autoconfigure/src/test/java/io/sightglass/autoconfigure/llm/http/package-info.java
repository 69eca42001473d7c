@NullMarked
package io.sightglass.autoconfigure.llm.http;

import org.jspecify.annotations.NullMarked;
