package io.sightglass.instrumentation.internal.stage;

import io.sightglass.instrumentation.internal.part.LoadedOnDemand;
import io.sightglass.instrumentation.reactor.PipelineTap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The results of stages that Reactor delivers later. In a class of its own, since Reactor
 * may be absent.
 */
@LoadedOnDemand
final class ReactiveStages {

	private ReactiveStages() {
	}

	static boolean isReactive(@Nullable Object result) {
		return result instanceof Mono || result instanceof Flux;
	}

	static @Nullable Object tap(StageMethod method, @Nullable Object result) {
		if (result instanceof Mono<?> mono) {
			return PipelineTap.record(method.stage(), mono, method.filtered());
		}
		if (result instanceof Flux<?> flux) {
			return flux(method, flux);
		}
		return result;
	}

	private static <T> Flux<T> flux(StageMethod method, Flux<T> flux) {
		return flux.transform(PipelineTap.stage(method.stage(), method.filtered()));
	}

}
