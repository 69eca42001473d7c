/**
 * HTTP requests as Spring observes them: counts, exclusion, sizes.
 */
@NullMarked
package io.sightglass.instrumentation.internal.http;

import org.jspecify.annotations.NullMarked;
