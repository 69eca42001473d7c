/**
 * Dashboards of an application's own meter sets, made of the descriptions that the
 * annotation processor wrote.
 */
@NullMarked
package io.sightglass.dashboards.set;

import org.jspecify.annotations.NullMarked;
