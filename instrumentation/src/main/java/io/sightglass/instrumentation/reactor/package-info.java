/**
 * Pipelines that are streams of Reactor's.
 */
@NullMarked
package io.sightglass.instrumentation.reactor;

import org.jspecify.annotations.NullMarked;
