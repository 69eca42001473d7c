/**
 * What both the dashboards and the rules need.
 */
@NullMarked
package io.sightglass.dashboards;

import org.jspecify.annotations.NullMarked;
