package io.sightglass.meters.connection;

/**
 * One stream inside a connection: a call, a channel, a subscription. Closing it twice
 * counts once; what is still open when its connection ends, ends with it.
 */
public interface Stream extends AutoCloseable {

	/** Records nothing. */
	Stream NONE = new Stream() {
	};

	@Override
	default void close() {
	}

}
