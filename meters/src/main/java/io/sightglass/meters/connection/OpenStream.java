package io.sightglass.meters.connection;

/**
 * One stream inside a connection: a call, a channel, a subscription. Closing it twice
 * counts once; what is still open when its connection ends, ends with it.
 *
 * <pre>
 * connection_streams_total{endpoint="gateway",protocol="tcp",role="server"} 40.0
 * connection_streams_active{endpoint="gateway",protocol="tcp",role="server"} 2.0
 * </pre>
 */
public interface OpenStream extends AutoCloseable {

	/** Records nothing. */
	OpenStream NONE = new OpenStream() {
	};

	@Override
	default void close() {
	}

}
