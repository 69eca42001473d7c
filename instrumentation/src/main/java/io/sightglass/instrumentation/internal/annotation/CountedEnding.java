package io.sightglass.instrumentation.internal.annotation;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.aop.CountedMeterTagAnnotationHandler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.registry.tag.BoundedValues;
import org.aspectj.lang.ProceedingJoinPoint;
import org.jspecify.annotations.Nullable;

/**
 * Counts with the name and tags that Micrometer's aspect would use.
 *
 * @param registry where the counter is
 * @param tags what {@code @MeterTag} adds
 * @param call the call
 * @param counted its annotation
 */
record CountedEnding(MeterRegistry registry, @Nullable CountedMeterTagAnnotationHandler tags, ProceedingJoinPoint call,
		Counted counted) implements Ending {

	@Override
	public void succeeded(@Nullable Object value) {
		if (!this.counted.recordFailuresOnly()) {
			count(value, "success", BoundedValues.NONE);
		}
	}

	@Override
	public void failed(Throwable error) {
		count(null, "failure", error.getClass().getSimpleName());
	}

	@Override
	public void cancelled() {
		if (!this.counted.recordFailuresOnly()) {
			count(null, "cancelled", BoundedValues.NONE);
		}
	}

	private void count(@Nullable Object value, String result, String exception) {
		Counter.Builder builder = Counter.builder(this.counted.value())
			.description(AnnotatedCall.description(this.counted.description()))
			.tags(this.counted.extraTags())
			.tag("exception", exception)
			.tag("result", result)
			.tags(AnnotatedCall.tags(this.call));
		if (this.tags != null) {
			this.tags.addAnnotatedParameters(builder, this.call);
			this.tags.addAnnotatedMethodResult(builder, this.call, value);
		}
		builder.register(this.registry).increment();
	}

}
