/**
 * Pipelines: records from source through stages to sink, buffers, checkpoints.
 */
@NullMarked
package io.sightglass.meters.pipeline;

import org.jspecify.annotations.NullMarked;
