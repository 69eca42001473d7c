package io.sightglass.meters.transport;

import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.Clock;

/**
 * Bits per second since the last look. A look within a second of the last one sees the
 * same answer, so that two scrapers do not halve each other's windows to nothing.
 */
final class Throughput {

	private static final long SHORTEST_WINDOW = 1_000_000_000L;

	private static final double BITS_PER_BYTE_AND_SECOND = 8e9;

	private final LongAdder bytes = new LongAdder();

	private final Clock clock;

	private long seenBytes;

	private long seenAt;

	private double bitsPerSecond;

	Throughput(Clock clock) {
		this.clock = clock;
		this.seenAt = clock.monotonicTime();
	}

	void passed(long bytes) {
		if (bytes > 0) {
			this.bytes.add(bytes);
		}
	}

	synchronized double look() {
		long now = this.clock.monotonicTime();
		long window = now - this.seenAt;
		if (window >= SHORTEST_WINDOW) {
			long total = this.bytes.sum();
			this.bitsPerSecond = (total - this.seenBytes) * BITS_PER_BYTE_AND_SECOND / window;
			this.seenBytes = total;
			this.seenAt = now;
		}
		return this.bitsPerSecond;
	}

}
