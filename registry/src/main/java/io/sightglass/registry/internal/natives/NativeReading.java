package io.sightglass.registry.internal.natives;

/**
 * A native histogram as a scrape shows it.
 *
 * @param counts the counts of its buckets
 * @param sum the sum of its values
 * @param created when it began, in milliseconds
 */
public record NativeReading(NativeCounts counts, double sum, long created) {
}
