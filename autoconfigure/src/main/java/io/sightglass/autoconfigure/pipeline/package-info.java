/**
 * The wiring of the pipelines.
 */
@NullMarked
package io.sightglass.autoconfigure.pipeline;

import org.jspecify.annotations.NullMarked;
