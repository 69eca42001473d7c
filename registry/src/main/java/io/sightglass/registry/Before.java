package io.sightglass.registry;

import java.util.Arrays;

import io.prometheus.metrics.model.snapshots.Exemplars;
import io.sightglass.registry.internal.natives.NativeReading;
import io.sightglass.registry.internal.scrape.Totals;
import org.jspecify.annotations.Nullable;

/**
 * Where a series stood when it left, or before it came. It is shown first, as long as
 * {@link Scrapes} says.
 */
final class Before implements Totals {

	static final long[] NOTHING = {};

	private final Scrapes scrapes;

	private final double sum;

	private final long[] counts;

	private final @Nullable NativeReading natives;

	private boolean shown;

	private long until;

	/**
	 * What is shown first.
	 * @param scrapes says for how long
	 * @param sum the count of a counter, the sum of others
	 * @param counts of the buckets; none where all are zero
	 * @param natives the native histogram, if it is one and not all are zero
	 */
	Before(Scrapes scrapes, double sum, long[] counts, @Nullable NativeReading natives) {
		this.scrapes = scrapes;
		this.sum = sum;
		this.counts = counts;
		this.natives = natives;
	}

	/**
	 * Asked by each scrape that could show it, for it begins with the first one.
	 * @return whether the truth is shown now
	 */
	synchronized boolean isOver() {
		long now = this.scrapes.now();
		if (!this.shown) {
			this.shown = true;
			this.until = this.scrapes.until(now);
		}
		return now - this.until > 0 || this.scrapes.areLast();
	}

	synchronized boolean wasShown() {
		return this.shown;
	}

	@Override
	public double sum() {
		return this.sum;
	}

	@Override
	public void counts(long[] into) {
		Arrays.fill(into, 0);
		System.arraycopy(this.counts, 0, into, 0, this.counts.length);
	}

	/**
	 * The same of a native histogram.
	 * @param natives what that was
	 * @return a copy that has not been shown yet
	 */
	Before with(NativeReading natives) {
		return new Before(this.scrapes, this.sum, this.counts, natives);
	}

	@Override
	public @Nullable NativeReading natives() {
		return this.natives;
	}

	@Override
	public long recorded() {
		return Arrays.stream(this.counts).sum();
	}

	@Override
	public Exemplars exemplars() {
		return Exemplars.EMPTY;
	}

	/** Values that scrapes may have to show as they were before. */
	interface Showing {

		/**
		 * What scrapes show first.
		 * @return nothing once it is over
		 */
		@Nullable Before before();

		void showFirst(Before before);

	}

}
