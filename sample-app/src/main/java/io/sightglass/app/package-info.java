/**
 * The sample application: one package a family.
 */
@NullMarked
package io.sightglass.app;

import org.jspecify.annotations.NullMarked;
