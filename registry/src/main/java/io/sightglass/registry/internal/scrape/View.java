package io.sightglass.registry.internal.scrape;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A family at one moment: its series in the order in which they are written.
 *
 * @param family whose view it is
 * @param children the series, sorted
 * @param shape what they all are; nothing if they are left to the client library
 * @param parts the Prometheus families that they make
 */
record View(Family family, Child[] children, @Nullable Shape shape, List<Part> parts) {

	/**
	 * The shape that all series have.
	 * @param children the series, sorted
	 * @return nothing if there are none, if they differ, or if two have the same labels
	 */
	static @Nullable Shape common(Child[] children) {
		if (children.length == 0) {
			return null;
		}
		Shape shape = children[0].shape();
		boolean quantiles = shape == Shape.TIMER_QUANTILES || shape == Shape.SUMMARY_QUANTILES;
		for (int i = 1; i < children.length; i++) {
			if (children[i].shape() != shape || !children[i].differsFrom(children[i - 1])
					|| (quantiles && children[i].steps() != children[0].steps())) {
				return null;
			}
		}
		return shape;
	}

}
