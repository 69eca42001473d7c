/**
 * Orders on their way through Spring Integration, and payments through Reactor.
 */
@NullMarked
package io.sightglass.app.pipeline;

import org.jspecify.annotations.NullMarked;
