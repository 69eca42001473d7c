package io.sightglass.meters.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.Counts;
import io.sightglass.meters.internal.Removals;
import io.sightglass.meters.internal.Times;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one set of tags. The counter is made at once; the distributions with
 * their first value, so that what is not sampled has no empty series.
 */
final class Route {

	private final Instruments instruments;

	private final Failures failures;

	private final Sampler sampler;

	private final Removals removals;

	private final RouteKey key;

	private final Map<RouteKey, Route> kept;

	private final RouteTags tags;

	private final Counter requests;

	private volatile @Nullable Timer duration;

	private volatile @Nullable DistributionSummary requestSize;

	private volatile @Nullable DistributionSummary responseSize;

	Route(Instruments instruments, Sampler sampler, Removals removals, RouteKey key, Map<RouteKey, Route> kept) {
		this.instruments = instruments;
		this.failures = instruments.failures();
		this.sampler = sampler;
		this.removals = removals;
		this.key = key;
		this.kept = kept;
		this.tags = new RouteTags(key.tags());
		this.requests = removals.hold(instruments.counter(HttpMeter.REQUESTS, this.tags.method(), this.tags.uri(),
				this.tags.status(), this.tags.outcome()));
	}

	RouteKey key() {
		return this.key;
	}

	Map<RouteKey, Route> kept() {
		return this.kept;
	}

	void count() {
		this.failures.add(this.requests, 1);
	}

	void took(Times times, long start) {
		Timer timer = this.duration;
		if (timer == null) {
			timer = timer();
			this.duration = timer;
		}
		times.end(timer, start);
	}

	// What has no body has no size: a route that is only read shows none for requests.
	void transferred(long requestBytes, long responseBytes, int weight) {
		if (Counts.counts(this.failures, HttpMeter.REQUEST_SIZE, requestBytes)) {
			DistributionSummary request = this.requestSize;
			if (request == null) {
				request = summary(HttpMeter.REQUEST_SIZE);
				this.requestSize = request;
			}
			this.failures.add(request, requestBytes, weight);
		}
		if (Counts.counts(this.failures, HttpMeter.RESPONSE_SIZE, responseBytes)) {
			DistributionSummary response = this.responseSize;
			if (response == null) {
				response = summary(HttpMeter.RESPONSE_SIZE);
				this.responseSize = response;
			}
			this.failures.add(response, responseBytes, weight);
		}
	}

	private DistributionSummary summary(HttpMeter meter) {
		return this.removals.hold(this.instruments.summary(meter, this.sampler, this.tags.method(), this.tags.uri()));
	}

	// Boot's timer: its name and tags are the application's, so it has no prefix.
	private Timer timer() {
		List<Tag> all = new ArrayList<>();
		for (KeyValue tag : this.key.tags()) {
			all.add(Tag.of(tag.getKey(), tag.getValue()));
		}
		all.add(Tag.of("error", this.key.error()));
		return this.removals.hold(Timer.builder(this.key.timer())
			.description(HttpMeter.SERVER_REQUESTS.spec().description() + this.sampler.remark())
			.tags(all)
			.register(this.instruments.registry()));
	}

}
