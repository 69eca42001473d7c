/**
 * What comes from outside, as a line of a log or of an exception may show it.
 */
@NullMarked
package io.sightglass.registry.internal.log;

import org.jspecify.annotations.NullMarked;
