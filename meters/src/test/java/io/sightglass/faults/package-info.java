/**
 * What goes wrong around the meters, and what they make of it.
 */
@NullMarked
package io.sightglass.faults;

import org.jspecify.annotations.NullMarked;
