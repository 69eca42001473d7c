package io.sightglass.registry.failure;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.sightglass.registry.internal.log.Printable;
import org.jspecify.annotations.Nullable;

/**
 * A filter of the application's. Where it throws, or answers with nothing, the meter is
 * as without it, which is counted and logged once. It is asked when a meter is
 * registered, and not when one records.
 */
public final class SafeFilter implements MeterFilter {

	private final MeterFilter filter;

	private final Failures failures;

	/**
	 * A filter that never throws.
	 * @param filter what it does
	 * @param failures counts where it cannot
	 */
	public SafeFilter(MeterFilter filter, Failures failures) {
		this.filter = filter;
		this.failures = failures;
	}

	@Override
	public Meter.Id map(Meter.Id id) {
		try {
			Meter.@Nullable Id mapped = this.filter.map(id);
			return isWhole(mapped) ? mapped : failed(id, nothing(), id);
		}
		catch (Throwable ex) {
			return failed(id, ex, id);
		}
	}

	@Override
	public MeterFilterReply accept(Meter.Id id) {
		try {
			@Nullable MeterFilterReply reply = this.filter.accept(id);
			return (reply != null) ? reply : failed(id, nothing(), MeterFilterReply.NEUTRAL);
		}
		catch (Throwable ex) {
			return failed(id, ex, MeterFilterReply.NEUTRAL);
		}
	}

	// Nothing is an answer here: the configuration as it is.
	@Override
	public @Nullable DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
		try {
			return this.filter.configure(id, config);
		}
		catch (Throwable ex) {
			return failed(id, ex, config);
		}
	}

	private <T> T failed(Meter.Id id, Throwable cause, T without) {
		this.failures.blame(this.filter, "The filter " + this.filter.getClass().getName() + " failed for the meter '"
				+ Printable.value(id.getName()) + "', which is there as without it", cause);
		return without;
	}

	private static boolean isWhole(Meter.@Nullable Id mapped) {
		if (mapped == null || mapped.getName() == null || mapped.getName().isEmpty()) {
			return false;
		}
		for (Tag tag : mapped.getTagsAsIterable()) {
			@Nullable String value = tag.getValue();
			if (tag.getKey() == null || value == null) {
				return false;
			}
		}
		return true;
	}

	private static Throwable nothing() {
		return new NullPointerException("The filter answered with null, or with a name or a tag that is none");
	}

}
