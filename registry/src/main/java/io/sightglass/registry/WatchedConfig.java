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
final class WatchedConfig extends MeterRegistry.Config {

	private final SightglassPrometheusRegistry registry;

	private final Failures failures;

	private final LookupCaches asked;

	private volatile @Nullable SeriesLimiter limiter;

	private boolean sameTags = true;

	private @Nullable Last last;

	private final DenyingFilters denying = new DenyingFilters();

	WatchedConfig(SightglassPrometheusRegistry registry, Failures failures, LookupCaches asked) {
		registry.super();
		this.registry = registry;
		this.failures = failures;
		this.asked = asked;
		super.meterFilter(new SafeTags(failures));
		super.meterFilter(new MeterFilter() {
			@Override
			public MeterFilterReply accept(Meter.Id id) {
				return WatchedConfig.this.accept(id);
			}
		});
	}

	@Nullable SeriesLimiter limiter() {
		return this.limiter;
	}

	// What has become "other" was accepted as what it was.
	private MeterFilterReply accept(Meter.Id id) {
		SeriesLimiter bounding = this.limiter;
		return (bounding != null && this.denying.any() && bounding.isShared(id)) ? MeterFilterReply.ACCEPT
				: MeterFilterReply.NEUTRAL;
	}

	/**
	 * Bounds what all filters have made, also those that come later.
	 * @param limiter what bounds
	 */
	synchronized void limitLast(SeriesLimiter limiter) {
		Last only = new Last(limiter);
		super.meterFilter(unasked(only));
		this.last = only;
		bounded(limiter);
		this.asked.foldBy(this.sameTags ? limiter : null);
		limiter.bindLater(this.registry);
	}

	@Override
	public synchronized MeterRegistry.Config meterFilter(MeterFilter filter) {
		MeterFilter safe = (filter instanceof SeriesLimiter) ? filter : new SafeFilter(filter, this.failures);
		super.meterFilter(unasked(safe));
		if (!this.registry.getMeters().isEmpty()) {
			this.asked.late();
		}
		Last before = this.last;
		if (before != null) {
			Last next = new Last(before.limiter());
			super.meterFilter(unasked(next));
			before.rest();
			this.last = next;
		}
		if (filter instanceof SeriesLimiter bounding) {
			bounded(bounding);
		}
		else {
			this.denying.add(filter);
		}
		this.sameTags = this.sameTags && TagMapping.leaves(filter) && !this.denying.any();
		this.asked.foldBy(this.sameTags ? this.limiter : null);
		return this;
	}

	private MeterFilter unasked(MeterFilter filter) {
		return (this.registry.expiry() != null) ? new Unasked(filter, this.registry::isMoving) : filter;
	}

	private void bounded(SeriesLimiter bounding) {
		this.limiter = bounding;
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
		super.onMeterAdded(unlessRenewing(listener));
		return this;
	}

	@Override
	public MeterRegistry.Config onMeterRemoved(Consumer<Meter> listener) {
		super.onMeterRemoved(unlessRenewing(listener));
		return this;
	}

	private Consumer<Meter> unlessRenewing(Consumer<Meter> listener) {
		return (this.registry.expiry() == null) ? listener : (meter) -> {
			if (!this.registry.isRenewing()) {
				listener.accept(meter);
			}
		};
	}

}
