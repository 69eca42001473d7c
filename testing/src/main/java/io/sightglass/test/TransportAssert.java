package io.sightglass.test;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sightglass.meters.instrument.ErrorKind;
import io.sightglass.meters.transport.TransportMeter;

/**
 * What was recorded of the bytes of an endpoint.
 *
 * <pre class="code">
 * assertThat(registry).transport("gateway")
 *     .hasSent(1024, 2)
 *     .hasErrors(1, ErrorKind.RESET);
 * </pre>
 */
public final class TransportAssert extends FamilyAssert<TransportAssert> {

	private final Tags endpoint;

	TransportAssert(MeterRegistry registry, Tags endpoint, String subject) {
		super(registry, TransportAssert.class, subject, TransportMeter.values());
		this.endpoint = endpoint;
	}

	/**
	 * So much was sent.
	 * @param bytes how many bytes
	 * @param packets in how many packets
	 * @return this
	 */
	public TransportAssert hasSent(long bytes, long packets) {
		return shows(bytes, "bytes sent", TransportMeter.SENT, this.endpoint).shows(packets, "packets sent",
				TransportMeter.SENT_PACKETS, this.endpoint);
	}

	/**
	 * So much was received.
	 * @param bytes how many bytes
	 * @param packets in how many packets
	 * @return this
	 */
	public TransportAssert hasReceived(long bytes, long packets) {
		return shows(bytes, "bytes received", TransportMeter.RECEIVED, this.endpoint).shows(packets, "packets received",
				TransportMeter.RECEIVED_PACKETS, this.endpoint);
	}

	/**
	 * So many errors were counted, of whatever kind.
	 * @param errors how many
	 * @return this
	 */
	public TransportAssert hasErrors(long errors) {
		return shows(errors, "errors", TransportMeter.ERRORS, this.endpoint);
	}

	/**
	 * So many errors of a kind were counted.
	 * @param times how many
	 * @param kind the tag {@code error}
	 * @return this
	 */
	public TransportAssert hasErrors(long times, ErrorKind kind) {
		return hasErrors(times, kind.tag());
	}

	/**
	 * So many errors of a kind were counted.
	 * @param times how many
	 * @param kind the tag {@code error}
	 * @return this
	 */
	public TransportAssert hasErrors(long times, String kind) {
		return shows(times, kind + " errors", TransportMeter.ERRORS, this.endpoint.and("error", kind));
	}

	/**
	 * So many timeouts were counted.
	 * @param timeouts how many
	 * @return this
	 */
	public TransportAssert hasTimeouts(long timeouts) {
		return shows(timeouts, "timeouts", TransportMeter.TIMEOUTS, this.endpoint);
	}

	/**
	 * So many packets were sent again.
	 * @param packets how many
	 * @return this
	 */
	public TransportAssert hasRetransmitted(long packets) {
		return shows(packets, "packets sent again", TransportMeter.RETRANSMISSIONS, this.endpoint);
	}

	/**
	 * So many round trips were timed, which are sampled where the application says so.
	 * @param roundTrips how many
	 * @return this
	 */
	public TransportAssert hasRoundTrips(long roundTrips) {
		return shows(roundTrips, "round trips", TransportMeter.RTT, this.endpoint);
	}

}
