package io.sightglass.registry;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.util.MeterEquivalence;
import io.prometheus.metrics.core.exemplars.ExemplarSampler;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.sightglass.registry.internal.scrape.ShownCounter;
import org.jspecify.annotations.Nullable;

/**
 * A counter that adds whole amounts as whole numbers: cheaper, and exact beyond the
 * 2<sup>53</sup> at which a sum of doubles stands still.
 */
final class StripedCounter implements ShownCounter, Before.Showing {

	// Eight million of these leave the range of a long, and twice as many that of an
	// unsigned one, as which the sum is read.
	private static final double WHOLE = 1L << 40;

	private final Meter.Id id;

	private final LongAdder units = new LongAdder();

	private volatile @Nullable DoubleAdder fractions;

	// Adders grow where threads meet, for which there may be no memory.
	private volatile double beside;

	private final @Nullable ExemplarSampler exemplars;

	private final long created;

	private volatile @Nullable Before before;

	StripedCounter(Meter.Id id, @Nullable ExemplarSampler exemplars, long created) {
		this.id = id;
		this.exemplars = exemplars;
		this.created = created;
	}

	@Override
	public Meter.Id getId() {
		return this.id;
	}

	@Override
	public void increment() {
		add(1);
		ExemplarSamplers.observe(this.exemplars, 1);
	}

	@Override
	public void increment(double amount) {
		long units = (long) amount;
		if (units == amount && amount <= WHOLE) {
			add(Math.max(units, 0));
		}
		else if (amount > 0) {
			addFraction(amount);
		}
		if (amount > 0) {
			ExemplarSamplers.observe(this.exemplars, amount);
		}
	}

	void add(long units) {
		try {
			this.units.add(units);
		}
		catch (OutOfMemoryError | LinkageError ex) {
			addBeside(units);
		}
	}

	private void addFraction(double amount) {
		try {
			fractions().add(amount);
		}
		catch (OutOfMemoryError | LinkageError ex) {
			addBeside(amount);
		}
	}

	private synchronized void addBeside(double amount) {
		this.beside += amount;
	}

	private DoubleAdder fractions() {
		DoubleAdder known = this.fractions;
		if (known == null) {
			synchronized (this) {
				known = this.fractions;
				if (known == null) {
					known = new DoubleAdder();
					this.fractions = known;
				}
			}
		}
		return known;
	}

	@Override
	public double count() {
		DoubleAdder parts = this.fractions;
		return (parts != null) ? whole() + parts.sum() + this.beside : whole() + this.beside;
	}

	@Override
	public double shown() {
		Before before = unseen();
		return (before != null) ? before.sum() : count();
	}

	@Override
	public long created() {
		return this.created;
	}

	@Override
	public @Nullable Exemplar exemplar() {
		return (this.exemplars != null && unseen() == null) ? ExemplarSamplers.exemplars(this.exemplars).getLatest()
				: null;
	}

	private @Nullable Before unseen() {
		Before before = this.before;
		if (before != null && before.isOver()) {
			this.before = null;
			return null;
		}
		return before;
	}

	@Override
	public @Nullable Before before() {
		return this.before;
	}

	@Override
	public void showFirst(Before before) {
		this.before = before;
	}

	/**
	 * A number that changes with each amount, also where the count is too great for that.
	 * @return the number
	 */
	long mark() {
		DoubleAdder parts = this.fractions;
		long sum = this.units.sum() + Double.doubleToLongBits(this.beside);
		return (parts != null) ? sum + Double.doubleToLongBits(parts.sum()) : sum;
	}

	private double whole() {
		long sum = this.units.sum();
		return (sum >= 0) ? sum : ((sum >>> 1) | (sum & 1)) * 2.0;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return MeterEquivalence.equals(this, other);
	}

	@Override
	public int hashCode() {
		return MeterEquivalence.hashCode(this);
	}

}
