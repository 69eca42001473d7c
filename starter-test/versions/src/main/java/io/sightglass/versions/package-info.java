/**
 * An application on both of Spring's web layers, with a database, a batch job and a
 * channel. What it does with Sightglass it does only where that is there.
 */
@NullMarked
package io.sightglass.versions;

import org.jspecify.annotations.NullMarked;
