/**
 * Price files of Sightglass, made of the community's list of models' prices.
 */
@NullMarked
package io.sightglass.dashboards.prices;

import org.jspecify.annotations.NullMarked;
