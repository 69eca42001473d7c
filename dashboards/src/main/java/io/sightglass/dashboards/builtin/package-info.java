/**
 * The dashboards and rules that come with Sightglass.
 */
@NullMarked
package io.sightglass.dashboards.builtin;

import org.jspecify.annotations.NullMarked;
