/**
 * An assistant, and the model server that it talks to.
 */
@NullMarked
package io.sightglass.app.llm;

import org.jspecify.annotations.NullMarked;
