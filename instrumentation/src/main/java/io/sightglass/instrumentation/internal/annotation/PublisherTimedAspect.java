package io.sightglass.instrumentation.internal.annotation;

import java.util.function.Supplier;

import io.micrometer.core.annotation.Timed;
import io.micrometer.core.aop.MeterTagAnnotationHandler;
import io.micrometer.core.aop.TimedAspect;
import io.sightglass.meters.instrument.Instruments;
import org.aspectj.lang.ProceedingJoinPoint;
import org.jspecify.annotations.Nullable;

/**
 * Micrometer's aspect, which times a {@code Mono} or {@code Flux} from subscription to
 * its end instead of for as long as it takes to assemble it.
 *
 * <pre>
 * orders_seconds_count{class="shop.Orders",exception="none",method="find"} 3
 * </pre>
 */
public class PublisherTimedAspect extends TimedAspect {

	private final Instruments instruments;

	private final @Nullable MeterTagAnnotationHandler tags;

	private final RepositoryTimes repositories;

	public PublisherTimedAspect(Instruments instruments, @Nullable MeterTagAnnotationHandler tags,
			RepositoryTimes repositories) {
		super(instruments.registry());
		this.instruments = instruments;
		this.repositories = repositories;
		this.tags = tags;
		if (tags != null) {
			setMeterTagAnnotationHandler(tags);
		}
	}

	@Override
	public @Nullable Object timedClass(ProceedingJoinPoint call) throws Throwable {
		if (this.repositories.cover(call)) {
			return ofRepository(call, AnnotatedCall.onClass(call, Timed.class));
		}
		Timed timed = Publishers.endsLater(call) ? AnnotatedCall.onClass(call, Timed.class) : null;
		return (timed != null) ? timed(call, timed)
				: FutureCall.through(call, this.instruments.failures(), super::timedClass);
	}

	@Override
	public @Nullable Object timedMethod(ProceedingJoinPoint call) throws Throwable {
		if (this.repositories.cover(call)) {
			return ofRepository(call, AnnotatedCall.onMethod(call, Timed.class));
		}
		Timed timed = Publishers.endsLater(call) ? AnnotatedCall.onMethod(call, Timed.class) : null;
		return (timed != null) ? timed(call, timed)
				: FutureCall.through(call, this.instruments.failures(), super::timedMethod);
	}

	private @Nullable Object ofRepository(ProceedingJoinPoint call, @Nullable Timed timed) throws Throwable {
		Supplier<Ending> start = (timed != null) ? this.repositories.start(this.instruments.registry(), call, timed)
				: null;
		return (start != null) ? Publishers.watch(call, this.instruments.failures(), start) : call.proceed();
	}

	private @Nullable Object timed(ProceedingJoinPoint call, Timed timed) throws Throwable {
		Supplier<Ending> start = timed.longTask() ? () -> LongTaskEnding.start(this.instruments.registry(), call, timed)
				: () -> new TimedEnding(this.instruments.registry(), this.tags, call, timed);
		return Publishers.watch(call, this.instruments.failures(), start);
	}

}
