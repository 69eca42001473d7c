package io.sightglass.registry.internal.scrape;

import java.util.List;

import io.micrometer.core.instrument.Meter;
import org.jspecify.annotations.Nullable;

/**
 * A family at one moment: its series in the order in which they are written.
 *
 * @param family whose view it is
 * @param children the series, sorted
 * @param shape what they all are; nothing if they are left to the client library
 * @param parts the Prometheus families that they make
 * @param dates when the series began; nothing until the client library has said so, or
 * where they say so themselves
 */
record View(Family family, Child[] children, @Nullable Shape shape, List<Part> parts, long @Nullable [] dates) {

	/**
	 * Whether all is known that is written.
	 * @return false if it has to be said yet when the series began
	 */
	boolean isDated() {
		return this.dates != null || this.children[0].meter() instanceof Dated
				|| this.parts.stream().noneMatch(Part::isDated);
	}

	View dated(long[] dates) {
		return new View(this.family, this.children, this.shape, this.parts, dates);
	}

	/**
	 * When a series began.
	 * @param index its place
	 * @param meter its meter
	 * @return milliseconds since 1970, 0 where that is not known
	 */
	long created(int index, Meter meter) {
		if (meter instanceof Dated ours) {
			return ours.created();
		}
		return (this.dates != null) ? this.dates[index] : 0;
	}

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
