package io.sightglass.registry;

import java.util.function.Consumer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.failure.SafeConvention;
import io.sightglass.registry.failure.SafeFilter;
import io.sightglass.registry.failure.SafeTags;
import io.sightglass.registry.limit.DenyingFilters;
import io.sightglass.registry.limit.SeriesLimiter;
import org.jspecify.annotations.Nullable;

/**
 * Sees what the application gives the registry. The words of who asks may be bounded in
 * place of the id's tags only while no filter makes other tags of them. Listeners hear
 * nothing of a meter that takes the place of one of the same id: whoever holds the one
 * goes on holding it.
 */
final class SafeConfig extends MeterRegistry.Config {

	private static final MeterFilter NOTHING_NEW = new MeterFilter() {
	};

	private final SightglassPrometheusRegistry registry;

	private final IdleMeters idle;

	private final Failures failures;

	private final LookupCaches asked;

	private volatile @Nullable SeriesLimiter limiter;

	private boolean sameTags = true;

	private final Filters filters;

	private final DenyingFilters denying = new DenyingFilters();

	SafeConfig(SightglassPrometheusRegistry registry, IdleMeters idle, Failures failures, LookupCaches asked) {
		registry.super();
		this.registry = registry;
		this.idle = idle;
		this.failures = failures;
		this.asked = asked;
		this.filters = new Filters(registry.expiry()::isMoving);
		super.meterFilter(this.filters);
		this.filters.add(new SafeTags(failures));
		this.filters.add(new MeterFilter() {
			@Override
			public MeterFilterReply accept(Meter.Id id) {
				return SafeConfig.this.accept(id);
			}
		});
		namingConvention(new PrometheusNamingConvention());
	}

	@Nullable SeriesLimiter limiter() {
		return this.limiter;
	}

	// What has become "other" was accepted as what it was, by the name that it still has.
	private MeterFilterReply accept(Meter.Id id) {
		SeriesLimiter bounding = this.limiter;
		return (bounding != null && this.denying.any() && SeriesLimiter.hasBecomeOther(id) && bounding.isShared(id))
				? MeterFilterReply.ACCEPT : MeterFilterReply.NEUTRAL;
	}

	/**
	 * Bounds what all filters have made, also those that come later.
	 * @param limiter what bounds
	 */
	synchronized void limitLast(SeriesLimiter limiter) {
		this.filters.addLast(limiter);
		bounded(limiter);
		this.asked.foldBy(limiter, this.sameTags);
		limiter.bindLater(this.registry);
	}

	@Override
	public synchronized MeterRegistry.Config meterFilter(MeterFilter filter) {
		this.filters.add((filter instanceof SeriesLimiter) ? filter : new SafeFilter(filter, this.failures));
		if (!this.registry.getMeters().isEmpty()) {
			// Micrometer asks anew for the meters that there are.
			super.meterFilter(NOTHING_NEW);
			this.asked.late();
		}
		if (filter instanceof SeriesLimiter bounding) {
			bounded(bounding);
		}
		else {
			this.denying.add(filter);
		}
		this.sameTags = this.sameTags && TagMapping.leaves(filter) && !this.denying.any();
		this.asked.foldBy(this.limiter, this.sameTags);
		return this;
	}

	private void bounded(SeriesLimiter bounding) {
		this.limiter = bounding;
		this.filters.limitBy(bounding);
		bounding.watch(this.registry);
		bounding.unless(this.denying::denies);
	}

	@Override
	public synchronized MeterRegistry.Config namingConvention(NamingConvention convention) {
		super.namingConvention(new SafeConvention(convention, new PrometheusNamingConvention(), this.failures));
		return this;
	}

	@Override
	public MeterRegistry.Config onMeterAdded(Consumer<Meter> listener) {
		super.onMeterAdded((meter) -> unlessRenewing(listener, meter));
		return this;
	}

	@Override
	public MeterRegistry.Config onMeterRemoved(Consumer<Meter> listener) {
		super.onMeterRemoved((meter) -> unlessRenewing(listener, meter));
		return this;
	}

	private void unlessRenewing(Consumer<Meter> listener, Meter meter) {
		if (!this.idle.isRenewing()) {
			try {
				listener.accept(meter);
			}
			catch (Throwable ex) {
				this.failures.blame(listener, "The listener " + listener.getClass().getName()
						+ " failed for the meter '" + meter.getId().getName() + "', of which others hear all the same",
						ex);
			}
		}
	}

}
