/**
 * Spring Integration's channels and endpoints as parts of a pipeline.
 */
@NullMarked
package io.sightglass.instrumentation.internal.integration;

import org.jspecify.annotations.NullMarked;
