package io.sightglass.instrumentation.internal.annotation;

import io.micrometer.core.annotation.Timed;
import io.micrometer.core.aop.TimedAspect;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import org.aspectj.lang.ProceedingJoinPoint;
import org.jspecify.annotations.Nullable;

/**
 * Ends a long task, however it ended.
 *
 * @param task the running task
 */
record LongTaskEnding(LongTaskTimer.Sample task) implements Ending {

	static LongTaskEnding start(MeterRegistry registry, ProceedingJoinPoint call, Timed timed) {
		String name = timed.value().isEmpty() ? TimedAspect.DEFAULT_METRIC_NAME : timed.value();
		return new LongTaskEnding(LongTaskTimer.builder(name)
			.description(AnnotatedCall.description(timed.description()))
			.tags(timed.extraTags())
			.tags(AnnotatedCall.tags(call))
			.register(registry)
			.start());
	}

	@Override
	public void succeeded(@Nullable Object value) {
		this.task.stop();
	}

	@Override
	public void failed(Throwable error) {
		this.task.stop();
	}

	@Override
	public void cancelled() {
		this.task.stop();
	}

	@Override
	public void handedOver() {
		this.task.stop();
	}

}
