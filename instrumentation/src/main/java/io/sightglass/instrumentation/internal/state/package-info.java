/**
 * Health, build and cluster as the application tells them.
 */
@NullMarked
package io.sightglass.instrumentation.internal.state;

import org.jspecify.annotations.NullMarked;
