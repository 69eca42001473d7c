package io.sightglass.registry.limit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.sightglass.registry.catalogue.SelfMeter;

/**
 * Counts one thing in a counter of each of several registries, also before there is one.
 */
final class LimitCounter {

	private final SelfMeter meter;

	private final List<String> values;

	private long early;

	// Grows once a registry, when it is bound or at the first count.
	private volatile Counter[] counters = {};

	// Set before the first one is counted, and never taken back.
	private volatile boolean begun;

	private boolean forgotten;

	/**
	 * Counts nothing yet.
	 * @param meter the counter
	 * @param values the values of its tags
	 */
	LimitCounter(SelfMeter meter, String... values) {
		this.meter = meter;
		this.values = List.of(values);
	}

	SelfMeter meter() {
		return this.meter;
	}

	List<String> values() {
		return this.values;
	}

	boolean begun() {
		return this.begun;
	}

	/**
	 * Counts one.
	 * @return whether it is the first one
	 */
	boolean count() {
		Counter[] counters = this.counters;
		if (counters.length == 0) {
			return countEarly();
		}
		for (Counter counter : counters) {
			counter.increment();
		}
		return false;
	}

	private synchronized boolean countEarly() {
		boolean first = !this.begun || this.forgotten;
		this.begun = true;
		this.forgotten = false;
		if (this.counters.length > 0) {
			count();
		}
		else {
			this.early++;
		}
		return first;
	}

	/**
	 * A counter has left its registry. With the next count all are looked up again.
	 * @param counter the counter, or another meter
	 */
	synchronized void forget(Meter counter) {
		if (Arrays.stream(this.counters).anyMatch((known) -> known == counter)) {
			this.counters = new Counter[0];
			this.early = 0;
			this.forgotten = true;
		}
	}

	/**
	 * Counts in a registry from now on, and there what was counted before.
	 * @param counter the registry's counter
	 */
	synchronized void countIn(Counter counter) {
		if (Arrays.stream(this.counters).anyMatch((known) -> known == counter)) {
			return;
		}
		counter.increment(this.early);
		this.counters = Stream.concat(Arrays.stream(this.counters), Stream.of(counter)).toArray(Counter[]::new);
	}

}
