/**
 * HTTP requests: exact counts, requests in flight, sizes.
 */
@NullMarked
package io.sightglass.meters.http;

import org.jspecify.annotations.NullMarked;
