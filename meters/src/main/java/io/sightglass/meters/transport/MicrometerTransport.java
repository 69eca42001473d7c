package io.sightglass.meters.transport;

import java.time.Duration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.instrument.ErrorKind;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.internal.Counts;
import io.sightglass.meters.internal.Handles;
import io.sightglass.meters.internal.OtherValues;
import io.sightglass.meters.internal.Times;
import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.failure.LazyMeter;
import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that holds its meters.
 */
final class MicrometerTransport implements TransportMeters.Endpoint {

	private static final int MAX_OWN_KINDS = 20;

	private final Failures failures;

	private final Times times;

	private final Counter sent;

	private final Counter received;

	private final Counter sentPackets;

	private final Counter receivedPackets;

	private final Counter timeouts;

	private final LazyMeter<Counter> retransmissions;

	private final LazyMeter<Timer> rtt;

	private final Ratio loss;

	private final BoundedValues kinds;

	private final Handles<String, Counter> errors;

	MicrometerTransport(Instruments instruments, Times times, String... tags) {
		this.failures = instruments.failures();
		this.times = times;
		this.sent = instruments.counter(TransportMeter.SENT, tags);
		this.received = instruments.counter(TransportMeter.RECEIVED, tags);
		this.sentPackets = instruments.counter(TransportMeter.SENT_PACKETS, tags);
		this.receivedPackets = instruments.counter(TransportMeter.RECEIVED_PACKETS, tags);
		this.timeouts = instruments.counter(TransportMeter.TIMEOUTS, tags);
		this.retransmissions = new LazyMeter<>(instruments.failures(), TransportMeter.RETRANSMISSIONS,
				() -> instruments.counter(TransportMeter.RETRANSMISSIONS, tags));
		this.rtt = new LazyMeter<>(instruments.failures(), TransportMeter.RTT,
				() -> instruments.timer(TransportMeter.RTT, times.sampler(), tags));
		this.loss = new Ratio((ratio) -> instruments.gauge(TransportMeter.LOSS_RATIO, ratio, Ratio::value, tags));
		this.kinds = new BoundedValues(ErrorKind.values().length + MAX_OWN_KINDS,
				new OtherValues(instruments, TransportMeter.ERRORS, "error"));
		this.errors = new Handles<>(
				(kind) -> instruments.counter(TransportMeter.ERRORS, tags[0], tags[1], tags[2], kind));
		for (ErrorKind kind : ErrorKind.values()) {
			this.kinds.bound(kind.tag());
		}
	}

	@Override
	public void sent(long bytes, long packets) {
		Counts.add(this.failures, TransportMeter.SENT, this.sent, bytes);
		Counts.add(this.failures, TransportMeter.SENT_PACKETS, this.sentPackets, packets);
	}

	@Override
	public void received(long bytes, long packets) {
		Counts.add(this.failures, TransportMeter.RECEIVED, this.received, bytes);
		Counts.add(this.failures, TransportMeter.RECEIVED_PACKETS, this.receivedPackets, packets);
	}

	@Override
	public void failedBecause(String kind) {
		String bounded = this.kinds.bound(kind);
		this.failures.add(this.errors.get(bounded), 1);
		if (bounded.equals(ErrorKind.TIMEOUT.tag())) {
			timeout();
		}
	}

	@Override
	public void timeout() {
		this.failures.add(this.timeouts, 1);
	}

	@Override
	public void retransmitted(long packets) {
		Counter counter = (packets > 0) ? this.retransmissions.get() : null;
		if (counter != null) {
			Counts.add(this.failures, TransportMeter.RETRANSMISSIONS, counter, packets);
		}
	}

	@Override
	public void roundTrip(@Nullable Duration took) {
		this.times.record(this.rtt.get(), took);
	}

	@Override
	public long startRoundTrip() {
		return this.times.start();
	}

	@Override
	public void stopRoundTrip(long started) {
		this.times.end(this.rtt.get(), started);
	}

	@Override
	public void loss(double ratio) {
		this.loss.set(ratio);
	}

}
