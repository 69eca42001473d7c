package io.sightglass.app.load;

import java.time.Duration;
import java.time.LocalTime;
import java.util.function.LongSupplier;

/**
 * A shop's day in a few minutes: quiet nights, busy mornings and evenings. It begins at
 * nine, so that who starts the application sees something.
 */
public final class Day {

	private static final double[] BUSY_AT_HOUR = { 0.25, 0.18, 0.15, 0.15, 0.18, 0.25, 0.4, 0.6, 0.8, 0.9, 1, 1, 0.9,
			0.8, 0.75, 0.75, 0.8, 0.9, 1, 1, 0.9, 0.7, 0.5, 0.35 };

	private static final double OPENS_AT = 9;

	private static final int HOURS = BUSY_AT_HOUR.length;

	private final LongSupplier nanos;

	private final double length;

	private volatile long began;

	public Day(Duration length) {
		this(length, System::nanoTime);
	}

	Day(Duration length, LongSupplier nanos) {
		if (length.isNegative() || length.isZero()) {
			throw new IllegalArgumentException("demo.load.day is " + length + ": a day is longer than nothing");
		}
		this.length = length.toNanos();
		this.nanos = nanos;
		this.began = nanos.getAsLong();
	}

	/**
	 * Opens the shop: it is nine.
	 */
	void begin() {
		this.began = this.nanos.getAsLong();
	}

	/**
	 * How busy it is.
	 * @return from 0.15 in the night to 1
	 */
	public double busy() {
		double hour = hour();
		int full = (int) hour;
		double rest = hour - full;
		return BUSY_AT_HOUR[full] * (1 - rest) + BUSY_AT_HOUR[(full + 1) % HOURS] * rest;
	}

	/**
	 * The time on the shop's clock.
	 * @return the time
	 */
	public LocalTime time() {
		return LocalTime.ofSecondOfDay((long) (hour() * Duration.ofHours(1).toSeconds()));
	}

	/**
	 * How long a pause of busy times takes now.
	 * @param pause the pause
	 * @return as long or longer
	 */
	public Duration stretched(Duration pause) {
		return Duration.ofNanos((long) (pause.toNanos() / busy()));
	}

	private double hour() {
		return (OPENS_AT + (this.nanos.getAsLong() - this.began) / this.length * HOURS) % HOURS;
	}

}
