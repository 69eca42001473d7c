/**
 * Runs of minutes: {@code ./verify --endurance}.
 */
@NullMarked
package io.sightglass.endurance;

import org.jspecify.annotations.NullMarked;
