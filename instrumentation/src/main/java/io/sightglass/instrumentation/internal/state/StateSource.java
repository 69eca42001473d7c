package io.sightglass.instrumentation.internal.state;

import java.time.Duration;
import java.util.Collection;

/**
 * A part of the state that is asked again and again.
 */
public interface StateSource {

	/**
	 * What there is to ask; each question runs by itself, so that one that hangs delays
	 * no other.
	 * @return the questions
	 */
	Collection<Question> questions();

	/**
	 * One question.
	 *
	 * @param name distinguishes it from the others; while a question is open it is not
	 * asked again
	 * @param local whether the application knows the answer itself: it is asked when the
	 * web server starts and at each change, for it opens no connection
	 * @param interval how old the answer may be before it is asked again
	 * @param ask asks, and shows the answer
	 * @param overdue run in each round in which it is still open after the interval
	 */
	record Question(String name, boolean local, Duration interval, Runnable ask, Runnable overdue) {
	}

}
