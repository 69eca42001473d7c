/**
 * HTTP servers and clients: takes their metrics over from Boot's default handler.
 */
@NullMarked
package io.sightglass.autoconfigure.http;

import org.jspecify.annotations.NullMarked;
