package io.sightglass.autoconfigure.http;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;

/**
 * Requests that Boot's handler counts a second time, because Spring stops their
 * observation a second time: on Tomcat where the error page follows an asynchronous
 * request.
 */
final class StoppedTwice implements ObservationHandler<Observation.Context> {

	private final Map<List<Tag>, Long> again = new ConcurrentHashMap<>();

	/**
	 * How often what was counted again.
	 * @return counts by the tags of Boot's timer
	 */
	Map<List<Tag>, Long> again() {
		return this.again;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context.getClass().getSimpleName().equals("ServerRequestObservationContext");
	}

	@Override
	public void onStop(Observation.Context context) {
		if (context.get(StoppedTwice.class) != null) {
			Throwable error = context.getError();
			Tags tags = Tags.of("error", (error != null) ? error.getClass().getSimpleName() : KeyValue.NONE_VALUE);
			for (KeyValue tag : context.getLowCardinalityKeyValues()) {
				tags = tags.and(tag.getKey(), tag.getValue());
			}
			this.again.merge(tags.stream().toList(), 1L, Long::sum);
		}
		context.put(StoppedTwice.class, this);
	}

}
