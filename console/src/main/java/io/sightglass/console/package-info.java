/**
 * A live page of the application's own meters, for a developer without Grafana.
 */
@NullMarked
package io.sightglass.console;

import org.jspecify.annotations.NullMarked;
