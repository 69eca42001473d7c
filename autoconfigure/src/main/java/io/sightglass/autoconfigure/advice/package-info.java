/**
 * Advice on annotated methods that costs an application without them next to nothing.
 */
@NullMarked
package io.sightglass.autoconfigure.advice;

import org.jspecify.annotations.NullMarked;
