package io.sightglass.meters.set;

import java.util.function.DoubleSupplier;

/**
 * How much there is of something now. All threads may use it.
 */
public interface Level {

	/** Shows nothing. */
	Level NONE = new Level() {
	};

	/** One more. */
	default void up() {
		add(1);
	}

	/** One less. */
	default void down() {
		add(-1);
	}

	/**
	 * So many more, or less. What is no finite number adds nothing.
	 * @param amount what is added
	 */
	default void add(double amount) {
	}

	/**
	 * So many from now on.
	 * @param value the value
	 */
	default void set(double value) {
	}

	/**
	 * Asks for the value at each scrape from now on. What throws shows as NaN.
	 * @param source knows the value; it is kept alive
	 */
	default void track(DoubleSupplier source) {
	}

	/**
	 * One more until closed.
	 * @return to be closed once
	 */
	default Held hold() {
		up();
		return new Held(this);
	}

}
