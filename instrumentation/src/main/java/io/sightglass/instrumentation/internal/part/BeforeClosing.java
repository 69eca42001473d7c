package io.sightglass.instrumentation.internal.part;

/**
 * What is done when the context has stopped, and before its registries are closed.
 */
@FunctionalInterface
public interface BeforeClosing {

	/** Records what will not end any more. */
	void run();

}
