/**
 * Parts that reach into other libraries, and turn themselves off where a library lacks
 * what they need.
 */
@NullMarked
package io.sightglass.autoconfigure.part;

import org.jspecify.annotations.NullMarked;
