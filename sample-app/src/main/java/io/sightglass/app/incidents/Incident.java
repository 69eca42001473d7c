package io.sightglass.app.incidents;

/**
 * A kind of incident. A bean of this type can be started with {@code POST
 * /demo/incidents/{kind}}, and happens now and then by itself.
 */
public interface Incident {

	/**
	 * Its name in the path.
	 * @return words in lower case with hyphens
	 */
	String kind();

	/**
	 * What happens, and which meters show it.
	 * @return a sentence for people
	 */
	String shows();

	/**
	 * What it does again and again, ten times a second, while it lasts.
	 * @throws Exception whatever goes wrong: it is an incident
	 */
	void play() throws Exception;

	/**
	 * Called before the first play.
	 */
	default void begin() {
	}

	/**
	 * Called when it is over, however its plays ended.
	 */
	default void end() {
	}

}
