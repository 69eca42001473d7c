/**
 * The annotation processor of meter sets: reads interfaces, checks them, writes classes.
 */
@NullMarked
package io.sightglass.processor;

import org.jspecify.annotations.NullMarked;
