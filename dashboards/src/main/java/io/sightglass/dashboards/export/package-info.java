/**
 * Everything that is exported, as files.
 */
@NullMarked
package io.sightglass.dashboards.export;

import org.jspecify.annotations.NullMarked;
