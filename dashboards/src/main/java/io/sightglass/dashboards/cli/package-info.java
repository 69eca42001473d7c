/**
 * The command line.
 */
@NullMarked
package io.sightglass.dashboards.cli;

import org.jspecify.annotations.NullMarked;
