package io.sightglass.meters.instrument;

import java.util.concurrent.ThreadLocalRandom;

import io.sightglass.registry.catalogue.SelfMeter;
import io.sightglass.registry.internal.log.SafeLog;
import io.sightglass.registry.internal.scrape.ScrapedRegistry;

/**
 * Decides whether a distribution (a duration, a size) is recorded this time. Counters do
 * not ask: counts are exact at every rate. No event that is passed over writes anything
 * that threads share.
 */
public abstract class Sampler {

	/** The share of a core that {@link #auto} gives a family by default. */
	public static final double MAX_CORE_SHARE = 0.01;

	/** The greatest weight of an event. */
	public static final int MAX_WEIGHT = 1 << AutoSampler.MOST_HALVINGS;

	/** Records everything, for nothing. */
	public static final Sampler ALWAYS = new Always();

	/** Records nothing, for nothing. */
	public static final Sampler NEVER = new Never();

	private static final SafeLog logger = SafeLog.of(Sampler.class);

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
	 * A sampler that takes all events until recording them would take a core for more
	 * than a share of the time, and then so few that it does not. Each that is taken
	 * counts for those that are not, so that counts, sums, buckets and what is computed
	 * of them stay right while the rate changes. The rate is shown in
	 * {@code sightglass.sample.rate}. Only Sightglass's Prometheus registry counts so:
	 * with any other one, and with several, everything is recorded.
	 * @param instruments what makes the meters of the family
	 * @param family whose events these are, the tag of the rate
	 * @param maxCoreShare the share of the time of a core, above 0 and at most 1
	 * @return the sampler, one a family
	 */
	public static Sampler auto(Instruments instruments, String family, double maxCoreShare) {
		if (!(maxCoreShare > 0 && maxCoreShare <= 1)) {
			throw new IllegalArgumentException(
					"A share of a core is above 0.0 and at most 1.0, but this one is " + maxCoreShare);
		}
		if (!(instruments.registry() instanceof ScrapedRegistry)) {
			if (instruments.isFirstAuto()) {
				logger
					.warn("The sample rate auto records everything with " + instruments.registry().getClass().getName()
							+ ": it needs Sightglass's Prometheus registry, as the only one.");
			}
			instruments.gauge(SelfMeter.SAMPLE_RATE, ALWAYS, (all) -> 1, family);
			return ALWAYS;
		}
		AutoSampler sampler = new AutoSampler(instruments, maxCoreShare);
		instruments.gauge(SelfMeter.SAMPLE_RATE, sampler, AutoSampler::rate, family);
		return sampler;
	}

	/**
	 * Whether to record this time.
	 * @return whether this event is in the sample
	 */
	public final boolean take() {
		return weight() > 0;
	}

	/**
	 * How many events one that happens now stands for.
	 * @return 0 where it is passed over; where it is recorded, 1, or with
	 * {@link #isWeighted()} a power of two up to {@link #MAX_WEIGHT}
	 */
	public abstract int weight();

	/**
	 * Whether what is taken may count for more than itself.
	 * @return whether the weight of an event has to be remembered until it is recorded
	 */
	public boolean isWeighted() {
		return false;
	}

	/**
	 * What a description must say of this sampler.
	 * @return a sentence with a leading space, or nothing where everything is recorded
	 */
	public abstract String remark();

	private static final class Always extends Sampler {

		@Override
		public int weight() {
			return 1;
		}

		@Override
		public String remark() {
			return "";
		}

	}

	private static final class Never extends Sampler {

		@Override
		public int weight() {
			return 0;
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
		public int weight() {
			return ((ThreadLocalRandom.current().nextLong() >>> 11) < this.threshold) ? 1 : 0;
		}

		@Override
		public String remark() {
			return " Sampled at " + this.rate + "; take counts from the counters.";
		}

	}

}
