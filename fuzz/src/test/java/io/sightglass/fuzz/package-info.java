/**
 * What the fuzz tests share.
 */
@NullMarked
package io.sightglass.fuzz;

import org.jspecify.annotations.NullMarked;
