package io.sightglass.meters.set;

/**
 * Makes the meter of a combination of tag values, and never throws.
 *
 * @param <M> the type of the meter
 */
@FunctionalInterface
interface MeterMaker<M> {

	M make(String... values);

}
