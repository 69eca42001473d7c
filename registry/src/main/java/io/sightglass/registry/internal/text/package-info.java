/**
 * The exposition format in bytes: names and labels as they are kept, numbers and lines as
 * they are written.
 */
@NullMarked
package io.sightglass.registry.internal.text;

import org.jspecify.annotations.NullMarked;
