/**
 * Programs that have too little of something, and what they count all the same.
 */
@NullMarked
package io.sightglass.registry.badday;

import org.jspecify.annotations.NullMarked;
