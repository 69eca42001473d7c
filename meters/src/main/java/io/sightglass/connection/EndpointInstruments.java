package io.sightglass.connection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.sightglass.registry.Folds;
import io.sightglass.registry.Instruments;
import io.sightglass.registry.Late;
import io.sightglass.sample.Sampler;
import io.sightglass.tag.BoundedValues;
import io.sightglass.tag.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint records with, found once.
 */
final class EndpointInstruments {

	/** The start of what is not timed. */
	static final long UNTIMED = Long.MIN_VALUE;

	final Counter opened;

	final AtomicLong active = new AtomicLong();

	private final AtomicLong streamsActive = new AtomicLong();

	private final Instruments instruments;

	private final Sampler durations;

	private final Clock clock;

	private final Timer duration;

	private final Late<Timer> handshakeDuration;

	private final Late<Counter> streams;

	private final Late<Timer> streamDuration;

	private final BoundedValues reasons;

	private final Map<String, Counter> closed = new ConcurrentHashMap<>();

	private final Map<String, Counter> failed = new ConcurrentHashMap<>();

	private final Map<String, Counter> handshakes = new ConcurrentHashMap<>();

	private final String[] tags;

	EndpointInstruments(Instruments instruments, Sampler durations, String... tags) {
		this.instruments = instruments;
		this.durations = durations;
		this.tags = tags;
		this.clock = instruments.registry().config().clock();
		this.opened = instruments.counter(ConnectionMeter.OPENED, tags);
		this.duration = instruments.timer(ConnectionMeter.DURATION, durations, tags);
		this.handshakeDuration = late(ConnectionMeter.HANDSHAKE_DURATION,
				() -> instruments.timer(ConnectionMeter.HANDSHAKE_DURATION, durations, tags));
		this.streams = late(ConnectionMeter.STREAMS, this::streams);
		this.streamDuration = late(ConnectionMeter.STREAM_DURATION,
				() -> instruments.timer(ConnectionMeter.STREAM_DURATION, durations, tags));
		instruments.gauge(ConnectionMeter.ACTIVE, this.active, AtomicLong::doubleValue, tags);
		this.reasons = new BoundedValues(Reason.values().length + Reason.MAX_OWN,
				new Folds(instruments, ConnectionMeter.CLOSED, "reason"));
		for (Reason reason : Reason.values()) {
			this.reasons.bound(reason.tag());
		}
	}

	/**
	 * The time now, or {@link #UNTIMED} where the sampler passes over.
	 * @return monotonic nanoseconds
	 */
	long start() {
		return this.durations.take() ? this.clock.monotonicTime() : UNTIMED;
	}

	void lasted(long start) {
		record(this.duration, start);
	}

	void streamOpened() {
		this.streamsActive.incrementAndGet();
		Counter counter = this.streams.get();
		if (counter != null) {
			counter.increment();
		}
	}

	void streamsLeft(int streams) {
		if (streams != 0) {
			this.streamsActive.addAndGet(-streams);
		}
	}

	void streamLasted(long start) {
		record(this.streamDuration.get(), start);
	}

	void handshakeTook(long start) {
		record(this.handshakeDuration.get(), start);
	}

	void handshakeTookNanos(long nanos) {
		Timer timer = this.handshakeDuration.get();
		if (timer != null && this.durations.take()) {
			timer.record(nanos, TimeUnit.NANOSECONDS);
		}
	}

	void closed(String reason) {
		count(this.closed, ConnectionMeter.CLOSED, this.reasons.bound(reason));
	}

	void failed(String reason) {
		count(this.failed, ConnectionMeter.FAILED, this.reasons.bound(reason));
	}

	void handshaken(Outcome outcome) {
		count(this.handshakes, ConnectionMeter.HANDSHAKES, outcome.tag());
	}

	private void count(Map<String, Counter> counters, ConnectionMeter meter, String last) {
		try {
			Counter counter = counters.get(last);
			((counter != null) ? counter : counters.computeIfAbsent(last, (key) -> make(meter, key))).increment();
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			this.instruments.failures().record(meter.getName(), ex);
		}
	}

	private Counter make(ConnectionMeter meter, String last) {
		return this.instruments.counter(meter, this.tags[0], this.tags[1], this.tags[2], last);
	}

	private Counter streams() {
		this.instruments.gauge(ConnectionMeter.STREAMS_ACTIVE, this.streamsActive, AtomicLong::doubleValue, this.tags);
		return this.instruments.counter(ConnectionMeter.STREAMS, this.tags);
	}

	private <M> Late<M> late(ConnectionMeter meter, Supplier<M> maker) {
		return new Late<>(this.instruments.failures(), meter, maker);
	}

	private void record(@Nullable Timer timer, long start) {
		if (timer != null && start != UNTIMED) {
			timer.record(this.clock.monotonicTime() - start, TimeUnit.NANOSECONDS);
		}
	}

}
