/**
 * An application that uses what Sightglass measures with classes of its own, which
 * devtools loads anew at each restart.
 */
@NullMarked
package io.sightglass.restarted;

import org.jspecify.annotations.NullMarked;
