package io.sightglass.meters.set;

/**
 * What names the values of a tag in a {@link MeterSet}. An enum may implement it; one
 * with a method {@code String tag()} of its own, or from any interface, need not. One
 * whose method is written by another processor, such as Lombok's, has to.
 */
@FunctionalInterface
public interface TagValue {

	/**
	 * The value by which the tag knows this.
	 * @return a short name, always the same
	 */
	String tag();

}
