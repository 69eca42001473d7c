package io.sightglass.autoconfigure.state;

import java.util.Collection;

/**
 * A part of the state that is asked again and again.
 */
interface StateSource {

	/**
	 * What to ask this time; each question runs by itself, so that one that hangs delays
	 * no other.
	 * @return the questions
	 */
	Collection<Question> questions();

	/**
	 * One question.
	 *
	 * @param name distinguishes it from the others; while a question is open it is not
	 * asked again
	 * @param ask asks, and tells the meters
	 * @param overdue told in each round in which it is still open
	 */
	record Question(String name, Runnable ask, Runnable overdue) {
	}

}
