/**
 * What every family stands on: the switches, the instruments, global tags.
 */
@NullMarked
package io.sightglass.autoconfigure;

import org.jspecify.annotations.NullMarked;
