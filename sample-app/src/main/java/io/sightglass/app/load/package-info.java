/**
 * The load that the application puts on itself.
 */
@NullMarked
package io.sightglass.app.load;

import org.jspecify.annotations.NullMarked;
