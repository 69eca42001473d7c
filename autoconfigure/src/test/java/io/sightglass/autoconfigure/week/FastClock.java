package io.sightglass.autoconfigure.week;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;

/**
 * A clock on which a week passes in so long.
 */
final class FastClock implements Clock {

	private final long began = System.nanoTime();

	private final long beganAt = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();

	private final double speed;

	FastClock(Duration week) {
		this.speed = (double) Duration.ofDays(7).toNanos() / week.toNanos();
	}

	@Override
	public long wallTime() {
		return this.beganAt + TimeUnit.NANOSECONDS.toMillis(monotonicTime());
	}

	@Override
	public long monotonicTime() {
		return (long) ((System.nanoTime() - this.began) * this.speed);
	}

	LocalDate today() {
		return Instant.ofEpochMilli(wallTime()).atZone(ZoneOffset.UTC).toLocalDate();
	}

}
