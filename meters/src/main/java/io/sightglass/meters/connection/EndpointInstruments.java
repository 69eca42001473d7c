package io.sightglass.meters.connection;

import java.time.Duration;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.Handles;
import io.sightglass.meters.internal.OtherValues;
import io.sightglass.meters.internal.Times;
import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.failure.LazyMeter;
import io.sightglass.registry.internal.stripe.InProgress;
import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint records with, found once.
 */
final class EndpointInstruments {

	private final Counter opened;

	private final InProgress active = new InProgress();

	private final InProgress streamsActive = new InProgress();

	private final Instruments instruments;

	private final Failures failures;

	private final Times times;

	private final Timer duration;

	private final LazyMeter<Timer> handshakeDuration;

	private final LazyMeter<Counter> streams;

	private final LazyMeter<Timer> streamDuration;

	private final BoundedValues reasons;

	private final Handles<String, Counter> closed;

	private final Handles<String, Counter> failed;

	private final Handles<String, Counter> handshakes;

	private final String[] tags;

	EndpointInstruments(Instruments instruments, Sampler durations, String... tags) {
		this.instruments = instruments;
		this.failures = instruments.failures();
		this.times = new Times(instruments, durations);
		this.tags = tags;
		this.opened = instruments.counter(ConnectionMeter.OPENED, tags);
		this.duration = instruments.timer(ConnectionMeter.DURATION, durations, tags);
		this.handshakeDuration = late(ConnectionMeter.HANDSHAKE_DURATION,
				() -> instruments.timer(ConnectionMeter.HANDSHAKE_DURATION, durations, tags));
		this.streams = late(ConnectionMeter.STREAMS, this::streams);
		this.streamDuration = late(ConnectionMeter.STREAM_DURATION,
				() -> instruments.timer(ConnectionMeter.STREAM_DURATION, durations, tags));
		instruments.gauge(ConnectionMeter.ACTIVE, this.active, InProgress::count, tags);
		this.reasons = new BoundedValues(Reason.values().length + Reason.MAX_OWN,
				new OtherValues(instruments, ConnectionMeter.CLOSED, "reason"));
		this.closed = counters(ConnectionMeter.CLOSED);
		this.failed = counters(ConnectionMeter.FAILED);
		this.handshakes = counters(ConnectionMeter.HANDSHAKES);
		for (Reason reason : Reason.values()) {
			this.reasons.bound(reason.tag());
		}
	}

	long start() {
		return this.times.start();
	}

	/**
	 * A connection opens.
	 * @return where it and its streams are counted
	 */
	int opened() {
		int place = this.active.begin();
		this.failures.add(this.opened, 1);
		return place;
	}

	// The gauge first, which nothing else would ever put right.
	void ended(int place, String reason, long start) {
		this.active.end(place);
		this.failures.add(this.closed.get(this.reasons.bound(reason)), 1);
		this.times.end(this.duration, start);
	}

	int streamOpened() {
		int place = this.streamsActive.begin();
		countStream();
		return place;
	}

	void streamOpened(int place) {
		this.streamsActive.add(place, 1);
		countStream();
	}

	private void countStream() {
		Counter counter = this.streams.get();
		if (counter != null) {
			this.failures.add(counter, 1);
		}
	}

	void streamsLeft(int place, int streams) {
		if (streams != 0) {
			this.streamsActive.add(place, -streams);
		}
	}

	void streamLasted(long start) {
		this.times.end(this.streamDuration.get(), start);
	}

	void handshakeTook(long start) {
		this.times.end(this.handshakeDuration.get(), start);
	}

	void handshakeTook(@Nullable Duration took) {
		this.times.record(this.handshakeDuration.get(), took);
	}

	void failed(String reason) {
		this.failures.add(this.failed.get(this.reasons.bound(reason)), 1);
	}

	void handshaken(@Nullable Outcome outcome) {
		this.failures.add(this.handshakes.get(((outcome != null) ? outcome : Outcome.ERROR).tag()), 1);
	}

	private Handles<String, Counter> counters(ConnectionMeter meter) {
		return new Handles<>((last) -> this.instruments.counter(meter, this.tags[0], this.tags[1], this.tags[2], last));
	}

	private Counter streams() {
		this.instruments.gauge(ConnectionMeter.STREAMS_ACTIVE, this.streamsActive, InProgress::count, this.tags);
		return this.instruments.counter(ConnectionMeter.STREAMS, this.tags);
	}

	private <M> LazyMeter<M> late(ConnectionMeter meter, Supplier<M> maker) {
		return new LazyMeter<>(this.failures, meter, maker);
	}

}
