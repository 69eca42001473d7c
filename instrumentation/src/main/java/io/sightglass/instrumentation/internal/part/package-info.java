/**
 * Parts of Sightglass that turn themselves off where a library lacks what they need.
 */
@NullMarked
package io.sightglass.instrumentation.internal.part;

import org.jspecify.annotations.NullMarked;
