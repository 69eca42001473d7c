package io.sightglass.benchmarks;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.AbstractMeter;
import io.micrometer.core.instrument.Counter;

/**
 * Our registry's counter in a simpler form: it has its adders where the registry's is
 * one.
 */
final class ComposedCounter extends AbstractMeter implements Counter {

	private final LongAdder whole = new LongAdder();

	private final DoubleAdder fractions = new DoubleAdder();

	ComposedCounter(Id id) {
		super(id);
	}

	@Override
	public void increment() {
		this.whole.increment();
	}

	@Override
	public void increment(double amount) {
		long units = (long) amount;
		if (units == amount) {
			this.whole.add(Math.max(units, 0));
		}
		else if (amount > 0) {
			this.fractions.add(amount);
		}
	}

	@Override
	public double count() {
		return this.whole.sum() + this.fractions.sum();
	}

}
