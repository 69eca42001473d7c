package io.sightglass.meters.llm;

/**
 * How many names from outside are kept; later ones are {@code other}.
 *
 * @param providers how many providers
 * @param models how many models
 * @param operations how many operations
 * @param tools how many tools
 */
public record LlmLimits(int providers, int models, int operations, int tools) {

	/** A hundred of each, as everywhere. */
	public static final LlmLimits DEFAULT = new LlmLimits(100, 100, 100, 100);

}
