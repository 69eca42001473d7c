/**
 * Spring Batch's steps as stages.
 */
@NullMarked
package io.sightglass.instrumentation.internal.batch;

import org.jspecify.annotations.NullMarked;
