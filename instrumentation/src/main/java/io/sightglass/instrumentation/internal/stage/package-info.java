/**
 * Annotated methods as stages of a pipeline.
 */
@NullMarked
package io.sightglass.instrumentation.internal.stage;

import org.jspecify.annotations.NullMarked;
