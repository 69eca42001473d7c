package io.sightglass.instrumentation.internal.state;

import java.util.Collection;
import java.util.function.BooleanSupplier;

/**
 * A part of the state that is asked again and again.
 */
public interface StateSource {

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
	 * @param atOnce whether it is asked at the start already: the application knows the
	 * answer, and opens no connection for it
	 * @param ask asks, shows the answer, and says whether all is well
	 * @param overdue run in each round in which it is still open
	 */
	record Question(String name, boolean atOnce, BooleanSupplier ask, Runnable overdue) {
	}

}
