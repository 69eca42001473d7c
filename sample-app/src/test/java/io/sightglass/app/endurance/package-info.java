/**
 * Runs of minutes of the whole application: {@code ./verify --endurance}.
 */
@NullMarked
package io.sightglass.app.endurance;

import org.jspecify.annotations.NullMarked;
