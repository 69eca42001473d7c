/**
 * Others judge our registry: Micrometer's suite, and Micrometer's registry side by side.
 */
@NullMarked
package io.sightglass.registry.judge;

import org.jspecify.annotations.NullMarked;
