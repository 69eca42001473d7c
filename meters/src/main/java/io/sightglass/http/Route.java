package io.sightglass.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.sightglass.registry.Instruments;
import io.sightglass.sample.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one set of tags. The counter is made at once; the distributions with
 * their first value, so that what is not sampled has no empty series.
 */
final class Route {

	private final Instruments instruments;

	private final Sampler sampler;

	private final RouteKey key;

	private final RouteTags tags;

	private final Counter requests;

	private volatile @Nullable Timer duration;

	private volatile @Nullable DistributionSummary requestSize;

	private volatile @Nullable DistributionSummary responseSize;

	Route(Instruments instruments, Sampler sampler, RouteKey key) {
		this.instruments = instruments;
		this.sampler = sampler;
		this.key = key;
		this.tags = new RouteTags(key.tags());
		this.requests = instruments.counter(HttpMeter.REQUESTS, this.tags.method(), this.tags.uri(), this.tags.status(),
				this.tags.outcome());
	}

	void count() {
		this.requests.increment();
	}

	void took(long nanos) {
		Timer timer = this.duration;
		if (timer == null) {
			timer = timer();
			this.duration = timer;
		}
		timer.record(nanos, TimeUnit.NANOSECONDS);
	}

	// What has no body has no size: a route that is only read shows none for requests.
	void transferred(long requestBytes, long responseBytes) {
		if (requestBytes > 0) {
			DistributionSummary request = this.requestSize;
			if (request == null) {
				request = this.instruments.summary(HttpMeter.REQUEST_SIZE, this.tags.method(), this.tags.uri());
				this.requestSize = request;
			}
			request.record(requestBytes);
		}
		if (responseBytes > 0) {
			DistributionSummary response = this.responseSize;
			if (response == null) {
				response = this.instruments.summary(HttpMeter.RESPONSE_SIZE, this.tags.method(), this.tags.uri());
				this.responseSize = response;
			}
			response.record(responseBytes);
		}
	}

	// Boot's timer: its name and tags are the application's, so it has no prefix.
	private Timer timer() {
		List<Tag> all = new ArrayList<>();
		for (KeyValue tag : this.key.tags()) {
			all.add(Tag.of(tag.getKey(), tag.getValue()));
		}
		all.add(Tag.of("error", this.key.error()));
		return Timer.builder(this.key.timer())
			.description(HttpMeter.SERVER_REQUESTS.spec().description() + this.sampler.remark())
			.tags(all)
			.register(this.instruments.registry());
	}

}
