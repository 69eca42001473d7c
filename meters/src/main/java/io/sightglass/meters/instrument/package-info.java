/**
 * How a family makes its meters, how it samples what they time, and the tag values that
 * several of them have.
 */
@NullMarked
package io.sightglass.meters.instrument;

import org.jspecify.annotations.NullMarked;
