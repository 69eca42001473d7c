@NullMarked
package io.sightglass.app.llm;

import org.jspecify.annotations.NullMarked;
