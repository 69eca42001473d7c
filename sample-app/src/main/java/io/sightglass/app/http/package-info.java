/**
 * A small REST API, and users who call it.
 */
@NullMarked
package io.sightglass.app.http;

import org.jspecify.annotations.NullMarked;
