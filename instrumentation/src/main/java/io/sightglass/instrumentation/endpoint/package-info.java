/**
 * Where connections and what flows through them meet: the adapters' common ground.
 */
@NullMarked
package io.sightglass.instrumentation.endpoint;

import org.jspecify.annotations.NullMarked;
