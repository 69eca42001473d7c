package io.sightglass.instrumentation.internal.annotation;

import java.time.Duration;
import java.util.Arrays;

import io.micrometer.core.annotation.Timed;
import io.micrometer.core.aop.MeterTagAnnotationHandler;
import io.micrometer.core.aop.TimedAspect;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.aspectj.lang.ProceedingJoinPoint;
import org.jspecify.annotations.Nullable;

/**
 * Stops a timer that carries the name, tags and histogram that Micrometer's aspect would
 * give it.
 */
final class TimedEnding implements Ending {

	private static final double NANOS_PER_SECOND = 1e9;

	private final MeterRegistry registry;

	private final @Nullable MeterTagAnnotationHandler tags;

	private final ProceedingJoinPoint call;

	private final Timed timed;

	private final Timer.Sample sample;

	TimedEnding(MeterRegistry registry, @Nullable MeterTagAnnotationHandler tags, ProceedingJoinPoint call,
			Timed timed) {
		this.registry = registry;
		this.tags = tags;
		this.call = call;
		this.timed = timed;
		this.sample = Timer.start(registry);
	}

	@Override
	public void succeeded(@Nullable Object value) {
		stop(value, TimedAspect.DEFAULT_EXCEPTION_TAG_VALUE);
	}

	@Override
	public void failed(Throwable error) {
		stop(null, error.getClass().getSimpleName());
	}

	@Override
	public void cancelled() {
		stop(null, TimedAspect.DEFAULT_EXCEPTION_TAG_VALUE);
	}

	private void stop(@Nullable Object value, String exception) {
		String name = this.timed.value().isEmpty() ? TimedAspect.DEFAULT_METRIC_NAME : this.timed.value();
		double[] percentiles = this.timed.percentiles();
		Timer.Builder builder = Timer.builder(name)
			.description(AnnotatedCall.description(this.timed.description()))
			.tags(this.timed.extraTags())
			.tag(TimedAspect.EXCEPTION_TAG, exception)
			.tags(AnnotatedCall.tags(this.call))
			.publishPercentileHistogram(this.timed.histogram());
		if (percentiles.length > 0) {
			builder.publishPercentiles(percentiles);
		}
		if (this.timed.serviceLevelObjectives().length > 0) {
			builder.serviceLevelObjectives(Arrays.stream(this.timed.serviceLevelObjectives())
				.mapToObj((seconds) -> Duration.ofNanos((long) (seconds * NANOS_PER_SECOND)))
				.toArray(Duration[]::new));
		}
		if (this.tags != null) {
			this.tags.addAnnotatedParameters(builder, this.call);
			this.tags.addAnnotatedMethodResult(builder, this.call, value);
		}
		this.sample.stop(builder.register(this.registry));
	}

}
