/**
 * Runs of minutes: {@code ./verify --endurance}.
 */
@NullMarked
package io.sightglass.meters.endurance;

import org.jspecify.annotations.NullMarked;
