package io.sightglass.meters.set;

import java.util.List;

/**
 * Makes the set of one interface. The annotation processor writes one beside each
 * {@link MeterSet} and names it to {@link java.util.ServiceLoader}, which native images
 * understand by themselves.
 *
 * @param <T> the interface
 */
public interface MeterSetFactory<T> {

	/**
	 * The interface that is annotated.
	 * @return its class
	 */
	Class<T> type();

	/**
	 * The set's name, by which properties know it.
	 * @return the value of {@link MeterSet}
	 */
	String name();

	/**
	 * What the interface says of its prefix.
	 * @return the prefix, or {@link MeterSet#GLOBAL_PREFIX}
	 */
	String prefix();

	/**
	 * What the interface declares.
	 * @return one meter for each method that records
	 */
	List<SetMeter> meters();

	/**
	 * A set that records.
	 * @param meters where its meters come from
	 * @return the set
	 */
	T create(SetMeters meters);

	/**
	 * A set that does nothing.
	 * @return the set
	 */
	T off();

}
