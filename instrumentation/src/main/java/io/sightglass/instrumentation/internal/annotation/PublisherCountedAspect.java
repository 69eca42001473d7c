package io.sightglass.instrumentation.internal.annotation;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.aop.CountedAspect;
import io.micrometer.core.aop.CountedMeterTagAnnotationHandler;
import io.sightglass.meters.instrument.Instruments;
import org.aspectj.lang.ProceedingJoinPoint;
import org.jspecify.annotations.Nullable;

/**
 * Micrometer's aspect, which counts a {@code Mono} or {@code Flux} at the end of each
 * subscription instead of once when it is assembled. A result that Micrometer does not
 * know is added: {@code cancelled}.
 *
 * <pre>
 * orders_total{class="shop.Orders",exception="none",method="find",result="success"} 3.0
 * </pre>
 */
public class PublisherCountedAspect extends CountedAspect {

	private final Instruments instruments;

	private final @Nullable CountedMeterTagAnnotationHandler tags;

	public PublisherCountedAspect(Instruments instruments, @Nullable CountedMeterTagAnnotationHandler tags) {
		super(instruments.registry());
		this.instruments = instruments;
		this.tags = tags;
		if (tags != null) {
			setMeterTagAnnotationHandler(tags);
		}
	}

	@Override
	public @Nullable Object countedClass(ProceedingJoinPoint call) throws Throwable {
		Counted counted = Publishers.endsLater(call) ? AnnotatedCall.onClass(call, Counted.class) : null;
		return (counted != null) ? counted(call, counted)
				: FutureCall.through(call, this.instruments.failures(), super::countedClass);
	}

	@Override
	public @Nullable Object interceptAndRecord(ProceedingJoinPoint call, Counted counted) throws Throwable {
		return Publishers.endsLater(call) ? counted(call, counted) : FutureCall.through(call,
				this.instruments.failures(), (same) -> super.interceptAndRecord(same, counted));
	}

	private @Nullable Object counted(ProceedingJoinPoint call, Counted counted) throws Throwable {
		return Publishers.watch(call, this.instruments.failures(),
				() -> new CountedEnding(this.instruments.registry(), this.tags, call, counted));
	}

}
