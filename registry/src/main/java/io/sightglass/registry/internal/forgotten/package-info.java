/**
 * Finds what was started and is held by nobody any more.
 */
@NullMarked
package io.sightglass.registry.internal.forgotten;

import org.jspecify.annotations.NullMarked;
