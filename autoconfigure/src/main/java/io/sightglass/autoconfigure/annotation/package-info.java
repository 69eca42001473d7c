/**
 * Micrometer's annotations without a switch, on reactive methods too.
 */
@NullMarked
package io.sightglass.autoconfigure.annotation;

import org.jspecify.annotations.NullMarked;
