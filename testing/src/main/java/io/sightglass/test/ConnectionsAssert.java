package io.sightglass.test;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sightglass.meters.connection.ConnectionMeter;
import io.sightglass.meters.connection.Reason;
import io.sightglass.meters.instrument.Outcome;

/**
 * What was recorded of an endpoint's connections.
 *
 * <pre class="code">
 * assertThat(registry).connections("gateway")
 *     .hasOpened(3)
 *     .hasClosed(1, Reason.RESET)
 *     .hasActive(2);
 * </pre>
 */
public final class ConnectionsAssert extends FamilyAssert<ConnectionsAssert> {

	private final Tags endpoint;

	ConnectionsAssert(MeterRegistry registry, Tags endpoint, String subject) {
		super(registry, ConnectionsAssert.class, subject, ConnectionMeter.values());
		this.endpoint = endpoint;
	}

	/**
	 * So many connections were opened.
	 * @param connections how many
	 * @return this
	 */
	public ConnectionsAssert hasOpened(long connections) {
		return shows(connections, "connections opened", ConnectionMeter.OPENED, this.endpoint);
	}

	/**
	 * So many connections are open now.
	 * @param connections how many
	 * @return this
	 */
	public ConnectionsAssert hasActive(long connections) {
		return shows(connections, "connections active", ConnectionMeter.ACTIVE, this.endpoint);
	}

	/**
	 * So many connections ended, for whatever reason.
	 * @param connections how many
	 * @return this
	 */
	public ConnectionsAssert hasClosed(long connections) {
		return shows(connections, "connections closed", ConnectionMeter.CLOSED, this.endpoint);
	}

	/**
	 * So many connections ended for a reason.
	 * @param connections how many
	 * @param reason the tag {@code reason}
	 * @return this
	 */
	public ConnectionsAssert hasClosed(long connections, Reason reason) {
		return hasClosed(connections, reason.tag());
	}

	/**
	 * So many connections ended for a reason.
	 * @param connections how many
	 * @param reason the tag {@code reason}
	 * @return this
	 */
	public ConnectionsAssert hasClosed(long connections, String reason) {
		return shows(connections, "connections closed with the reason " + reason, ConnectionMeter.CLOSED,
				this.endpoint.and("reason", reason));
	}

	/**
	 * So many attempts never became a connection, for whatever reason.
	 * @param attempts how many
	 * @return this
	 */
	public ConnectionsAssert hasFailed(long attempts) {
		return shows(attempts, "attempts failed", ConnectionMeter.FAILED, this.endpoint);
	}

	/**
	 * So many attempts never became a connection for a reason.
	 * @param attempts how many
	 * @param reason the tag {@code reason}
	 * @return this
	 */
	public ConnectionsAssert hasFailed(long attempts, Reason reason) {
		return hasFailed(attempts, reason.tag());
	}

	/**
	 * So many attempts never became a connection for a reason.
	 * @param attempts how many
	 * @param reason the tag {@code reason}
	 * @return this
	 */
	public ConnectionsAssert hasFailed(long attempts, String reason) {
		return shows(attempts, "attempts failed with the reason " + reason, ConnectionMeter.FAILED,
				this.endpoint.and("reason", reason));
	}

	/**
	 * Of so many connections it was recorded how long they were open, which is sampled
	 * where the application says so.
	 * @param connections how many
	 * @return this
	 */
	public ConnectionsAssert hasTimed(long connections) {
		return shows(connections, "durations", ConnectionMeter.DURATION, this.endpoint);
	}

	/**
	 * So many handshakes ended so.
	 * @param handshakes how many
	 * @param outcome how
	 * @return this
	 */
	public ConnectionsAssert hasHandshakes(long handshakes, Outcome outcome) {
		return shows(handshakes, "handshakes with the outcome " + outcome.tag(), ConnectionMeter.HANDSHAKES,
				this.endpoint.and("outcome", outcome.tag()));
	}

	/**
	 * So many streams were opened.
	 * @param streams how many
	 * @return this
	 */
	public ConnectionsAssert hasStreams(long streams) {
		return shows(streams, "streams opened", ConnectionMeter.STREAMS, this.endpoint);
	}

	/**
	 * So many streams are open now.
	 * @param streams how many
	 * @return this
	 */
	public ConnectionsAssert hasActiveStreams(long streams) {
		return shows(streams, "streams active", ConnectionMeter.STREAMS_ACTIVE, this.endpoint);
	}

}
