package io.sightglass.autoconfigure.week;

/**
 * Work on one part of an application, which keeps books of its own.
 */
public interface Load extends AutoCloseable {

	/**
	 * Does a little of it, always on the same thread.
	 * @param turn how often it was done before
	 * @throws Exception if anything goes otherwise than it should
	 */
	void turn(int turn) throws Exception;

	/**
	 * How many turns it takes until all names have come up that will.
	 * @return the number of turns
	 */
	default int names() {
		return 0;
	}

	/**
	 * Holds the meters against the books, at rest.
	 */
	void check();

	@Override
	default void close() throws Exception {
	}

}
