/**
 * What the application says on the console: where to look, and what is going on.
 */
@NullMarked
package io.sightglass.app.commentary;

import org.jspecify.annotations.NullMarked;
