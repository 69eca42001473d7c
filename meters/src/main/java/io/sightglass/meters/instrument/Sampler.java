package io.sightglass.meters.instrument;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Decides whether a distribution (a duration, a size) is recorded this time. Counters do
 * not ask: counts are exact at every rate. A sampler holds no state that threads share.
 */
public abstract sealed class Sampler {

	/** Records everything, for nothing. */
	public static final Sampler ALWAYS = new Always();

	/** Records nothing, for nothing. */
	public static final Sampler NEVER = new Never();

	Sampler() {
	}

	/**
	 * A sampler that takes a share of all events.
	 * @param rate the share, from 0 to 1
	 * @return the sampler
	 */
	public static Sampler of(double rate) {
		if (!(rate >= 0 && rate <= 1)) {
			throw new IllegalArgumentException("A sample rate is from 0.0 to 1.0, but this one is " + rate);
		}
		if (rate == 1) {
			return ALWAYS;
		}
		return (rate == 0) ? NEVER : new Share(rate);
	}

	/**
	 * Whether to record this time.
	 * @return whether this event is in the sample
	 */
	public abstract boolean take();

	/**
	 * What a description must say of this sampler.
	 * @return a sentence with a leading space, or nothing where everything is recorded
	 */
	public abstract String remark();

	private static final class Always extends Sampler {

		@Override
		public boolean take() {
			return true;
		}

		@Override
		public String remark() {
			return "";
		}

	}

	private static final class Never extends Sampler {

		@Override
		public boolean take() {
			return false;
		}

		@Override
		public String remark() {
			return " Switched off by sample rate 0; take counts from the counters.";
		}

	}

	private static final class Share extends Sampler {

		private final double rate;

		private final long threshold;

		Share(double rate) {
			this.rate = rate;
			// Of the 2^53 equally likely numbers, so many are in the sample; never none.
			this.threshold = (long) Math.ceil(rate * 0x1p53);
		}

		@Override
		public boolean take() {
			return (ThreadLocalRandom.current().nextLong() >>> 11) < this.threshold;
		}

		@Override
		public String remark() {
			return " Sampled at " + this.rate + "; take counts from the counters.";
		}

	}

}
