/**
 * What goes wrong around the meters, and what they make of it.
 */
@NullMarked
package io.sightglass.instrumentation.faults;

import org.jspecify.annotations.NullMarked;
