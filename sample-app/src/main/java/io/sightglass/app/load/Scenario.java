package io.sightglass.app.load;

import java.time.Duration;

/**
 * Something that users of the sample application do again and again. A bean of this type
 * is played while {@code demo.load.enabled} is true.
 */
public interface Scenario {

	/**
	 * How long to wait between the end of one play and the next.
	 * @return the pause
	 */
	Duration pause();

	/**
	 * Plays it once. What it throws is part of the show and stops nothing.
	 * @throws Exception whatever happens to users
	 */
	void play() throws Exception;

}
