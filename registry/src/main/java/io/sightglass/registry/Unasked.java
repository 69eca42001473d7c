package io.sightglass.registry;

import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import org.jspecify.annotations.Nullable;

/**
 * A filter that is not asked again for a meter that was there before: it might make
 * something else of what it made.
 *
 * @param filter what is asked for all others
 * @param moving whether a meter comes that was there before
 */
record Unasked(MeterFilter filter, BooleanSupplier moving) implements MeterFilter {

	@Override
	public Meter.Id map(Meter.Id id) {
		return this.moving.getAsBoolean() ? id : this.filter.map(id);
	}

	@Override
	public MeterFilterReply accept(Meter.Id id) {
		return this.moving.getAsBoolean() ? MeterFilterReply.NEUTRAL : this.filter.accept(id);
	}

	@Override
	public @Nullable DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
		return this.moving.getAsBoolean() ? null : this.filter.configure(id, config);
	}

}
