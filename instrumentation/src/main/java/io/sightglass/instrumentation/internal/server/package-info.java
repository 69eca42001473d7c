/**
 * What the embedded web servers have in common.
 */
@NullMarked
package io.sightglass.instrumentation.internal.server;

import org.jspecify.annotations.NullMarked;
