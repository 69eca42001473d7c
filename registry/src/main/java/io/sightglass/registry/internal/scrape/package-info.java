/**
 * The scrape, without the work that is the same each time. The text before a value does
 * not change between scrapes, so it is kept as bytes, sorted once, and only the values
 * are read and written. What this package cannot write exactly as the Prometheus client
 * library does, it leaves to that library.
 */
@NullMarked
package io.sightglass.registry.internal.scrape;

import org.jspecify.annotations.NullMarked;
