package io.sightglass.app.http;

/**
 * What is sold.
 *
 * @param id the order's number
 * @param item what was ordered
 * @param amount how many
 */
record Order(String id, String item, int amount) {
}
