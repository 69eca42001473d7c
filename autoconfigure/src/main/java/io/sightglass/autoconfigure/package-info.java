/**
 * What every family stands on: the switches, the instruments, global tags.
 *
 * <p>
 * Here and below, API are the properties, the names of the auto-configurations, and the
 * types that the guides name. Beans are replaced by their types of the meters.
 */
@NullMarked
package io.sightglass.autoconfigure;

import org.jspecify.annotations.NullMarked;
