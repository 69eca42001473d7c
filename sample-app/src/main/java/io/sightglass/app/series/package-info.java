/**
 * What strains metrics, so that their own health is seen: a tag with more values than its
 * limit, and a gauge that fails.
 */
@NullMarked
package io.sightglass.app.series;

import org.jspecify.annotations.NullMarked;
