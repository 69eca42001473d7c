package io.sightglass.meters.set;

import java.util.function.DoubleSupplier;

import io.sightglass.meters.instrument.Started;
import org.jspecify.annotations.Nullable;

/**
 * How much there is of something now. All threads may use it.
 */
public interface GaugeLevel {

	/** Shows nothing. */
	GaugeLevel NONE = new GaugeLevel() {
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
	 * One more until closed. What is forgotten counts no more once the garbage collector
	 * finds it.
	 * @return to be closed once
	 */
	default Held hold() {
		return Held.of(this);
	}

	/**
	 * One more while the work runs.
	 * @param <T> the type of the result
	 * @param <X> what the work may throw
	 * @param work what is to be done
	 * @return what the work returned
	 * @throws X what the work threw
	 */
	default <T extends @Nullable Object, X extends Throwable> T call(Started.Work<T, X> work) throws X {
		up();
		try {
			return work.call();
		}
		finally {
			down();
		}
	}

	/**
	 * One more while the work runs.
	 * @param <X> what the work may throw
	 * @param work what is to be done
	 * @throws X what the work threw
	 */
	default <X extends Throwable> void run(Started.Task<X> work) throws X {
		up();
		try {
			work.run();
		}
		finally {
			down();
		}
	}

}
