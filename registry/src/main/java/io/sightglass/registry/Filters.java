package io.sightglass.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.sightglass.registry.internal.limit.TextLimit;
import io.sightglass.registry.limit.SeriesLimiter;
import org.jspecify.annotations.Nullable;

/**
 * All filters of a registry in the order in which they were added, and its limiter behind
 * the last one. To Micrometer they are one, so that no id meets a new filter without the
 * limiter behind it. None is asked about a meter that was there before: they might make
 * something else of what they made.
 */
final class Filters implements MeterFilter {

	private final BooleanSupplier moving;

	private volatile MeterFilter[] all = {};

	private @Nullable SeriesLimiter last;

	private volatile @Nullable SeriesLimiter limiter;

	// Once more behind the limiter's own: a filter may come after it.
	private final TextLimit texts = new TextLimit(true, (meter, what) -> {
		SeriesLimiter counting = this.limiter;
		if (counting != null) {
			counting.cut(meter, what);
		}
	});

	/**
	 * No filters yet.
	 * @param moving whether a meter comes that was there before
	 */
	Filters(BooleanSupplier moving) {
		this.moving = moving;
	}

	synchronized void add(MeterFilter filter) {
		List<MeterFilter> more = new ArrayList<>(Arrays.asList(this.all));
		more.add(more.size() - ((this.last != null) ? 1 : 0), filter);
		this.all = more.toArray(MeterFilter[]::new);
	}

	synchronized void addLast(SeriesLimiter limiter) {
		add(limiter);
		this.last = limiter;
	}

	/**
	 * Lets a limiter, which is one of the filters, keep also what another one accepts
	 * within the size of the scrape.
	 * @param limiter the limiter
	 */
	void limitBy(SeriesLimiter limiter) {
		this.limiter = limiter;
	}

	@Override
	public Meter.Id map(Meter.Id id) {
		if (this.moving.getAsBoolean()) {
			return id;
		}
		Meter.Id mapped = id;
		for (MeterFilter filter : this.all) {
			mapped = SeriesLimiter.asOther(mapped, filter.map(mapped));
		}
		return SeriesLimiter.asOther(mapped, this.texts.bound(mapped));
	}

	@Override
	public MeterFilterReply accept(Meter.Id id) {
		if (this.moving.getAsBoolean()) {
			return MeterFilterReply.NEUTRAL;
		}
		if (TextLimit.isTooLong(id)) {
			return MeterFilterReply.DENY;
		}
		for (MeterFilter filter : this.all) {
			MeterFilterReply reply = filter.accept(id);
			if (reply != MeterFilterReply.NEUTRAL) {
				return isRefused(id, reply) ? MeterFilterReply.DENY : reply;
			}
		}
		return MeterFilterReply.NEUTRAL;
	}

	private boolean isRefused(Meter.Id id, MeterFilterReply reply) {
		SeriesLimiter bounding = this.limiter;
		return reply == MeterFilterReply.ACCEPT && bounding != null && bounding.refuses(id);
	}

	@Override
	public @Nullable DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
		if (this.moving.getAsBoolean()) {
			return null;
		}
		DistributionStatisticConfig configured = config;
		for (MeterFilter filter : this.all) {
			DistributionStatisticConfig other = filter.configure(id, configured);
			configured = (other != null) ? other : configured;
		}
		return configured;
	}

}
