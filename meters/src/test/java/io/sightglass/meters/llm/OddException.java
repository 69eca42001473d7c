package io.sightglass.meters.llm;

/**
 * Names a class that may not be there. On its own, since the JVM looks into the class
 * around a nested one for its name.
 */
public class OddException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public OddException() {
		super("429 - slow down");
	}

	public LlmErrorTests.Absent absent() {
		return new LlmErrorTests.Absent();
	}

}
