package io.sightglass.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.sightglass.registry.Folds;
import io.sightglass.registry.Instruments;
import io.sightglass.registry.Late;
import io.sightglass.tag.BoundedValues;
import io.sightglass.tag.ErrorKind;

/**
 * An endpoint that holds its meters.
 */
final class MicrometerTransport implements TransportMeters.Endpoint {

	private static final int MAX_OWN_KINDS = 20;

	private final Instruments instruments;

	private final Times times;

	private final String[] tags;

	private final Counter sent;

	private final Counter received;

	private final Counter sentPackets;

	private final Counter receivedPackets;

	private final Counter timeouts;

	private final Late<Counter> retransmissions;

	private final Late<Timer> rtt;

	private final Ratio loss;

	private final BoundedValues kinds;

	private final Map<String, Counter> errors = new ConcurrentHashMap<>();

	MicrometerTransport(Instruments instruments, Times times, String... tags) {
		this.instruments = instruments;
		this.times = times;
		this.tags = tags;
		this.sent = instruments.counter(TransportMeter.SENT, tags);
		this.received = instruments.counter(TransportMeter.RECEIVED, tags);
		this.sentPackets = instruments.counter(TransportMeter.SENT_PACKETS, tags);
		this.receivedPackets = instruments.counter(TransportMeter.RECEIVED_PACKETS, tags);
		this.timeouts = instruments.counter(TransportMeter.TIMEOUTS, tags);
		this.retransmissions = new Late<>(instruments.failures(), TransportMeter.RETRANSMISSIONS,
				() -> instruments.counter(TransportMeter.RETRANSMISSIONS, tags));
		this.rtt = new Late<>(instruments.failures(), TransportMeter.RTT,
				() -> instruments.timer(TransportMeter.RTT, times.sampler(), tags));
		this.loss = new Ratio((ratio) -> instruments.gauge(TransportMeter.LOSS_RATIO, ratio, Ratio::value, tags));
		this.kinds = new BoundedValues(ErrorKind.values().length + MAX_OWN_KINDS,
				new Folds(instruments, TransportMeter.ERRORS, "error"));
		for (ErrorKind kind : ErrorKind.values()) {
			this.kinds.bound(kind.tag());
		}
	}

	@Override
	public void sent(long bytes, long packets) {
		add(this.sent, bytes);
		add(this.sentPackets, packets);
	}

	@Override
	public void received(long bytes, long packets) {
		add(this.received, bytes);
		add(this.receivedPackets, packets);
	}

	@Override
	public void error(String kind) {
		String bounded = this.kinds.bound(kind);
		try {
			Counter counter = this.errors.get(bounded);
			((counter != null) ? counter : this.errors.computeIfAbsent(bounded, this::errorCounter)).increment();
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			this.instruments.failures().record(TransportMeter.ERRORS.getName(), ex);
		}
		if (bounded.equals(ErrorKind.TIMEOUT.tag())) {
			timeout();
		}
	}

	@Override
	public void timeout() {
		this.timeouts.increment();
	}

	@Override
	public void retransmitted(long packets) {
		Counter counter = (packets > 0) ? this.retransmissions.get() : null;
		if (counter != null) {
			counter.increment(packets);
		}
	}

	@Override
	public void roundTrip(long nanos) {
		this.times.record(this.rtt.get(), nanos);
	}

	@Override
	public long roundTripStart() {
		return this.times.start();
	}

	@Override
	public void roundTripEnd(long start) {
		this.times.end(this.rtt.get(), start);
	}

	@Override
	public void loss(double ratio) {
		try {
			this.loss.set(ratio);
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			this.instruments.failures().record(TransportMeter.LOSS_RATIO.getName(), ex);
		}
	}

	private Counter errorCounter(String kind) {
		return this.instruments.counter(TransportMeter.ERRORS, this.tags[0], this.tags[1], this.tags[2], kind);
	}

	// A counter never falls, and nothing is no event.
	private static void add(Counter counter, long amount) {
		if (amount > 0) {
			counter.increment(amount);
		}
	}

}
