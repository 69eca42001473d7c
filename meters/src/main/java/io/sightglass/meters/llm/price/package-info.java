/**
 * Prices of models, and money that adds up without drift.
 */
@NullMarked
package io.sightglass.meters.llm.price;

import org.jspecify.annotations.NullMarked;
