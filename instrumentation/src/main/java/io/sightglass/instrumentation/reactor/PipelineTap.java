package io.sightglass.instrumentation.reactor;

import java.time.Instant;
import java.util.function.Function;
import java.util.function.Predicate;

import io.sightglass.meters.pipeline.Breakable;
import io.sightglass.meters.pipeline.Sink;
import io.sightglass.meters.pipeline.Source;
import io.sightglass.meters.pipeline.Stage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * Looks into a {@code Flux} or {@code Mono} without changing it.
 *
 * <pre>
 * orders.transform(PipelineTap.source(shop))
 * 	.flatMap(this::enrich)
 * 	.transform(PipelineTap.stage(enrich))
 * 	.flatMap(this::save)
 * 	.transform(PipelineTap.sink(warehouse, Order::placedAt));
 * </pre>
 */
public final class PipelineTap {

	private PipelineTap() {
	}

	/**
	 * Counts elements as received, and each time that demand ran out as backpressure.
	 * @param <T> the type of the elements
	 * @param source the source
	 * @return for {@code Flux.transform}
	 */
	public static <T> Function<Publisher<T>, Publisher<T>> source(Source source) {
		return tap(new TapEvents<>() {
			@Override
			public void element(T element) {
				source.received(1);
			}

			@Override
			public void exhausted() {
				source.backpressure();
			}

			@Override
			public void broken(Throwable failure) {
				Breakable.broken(source, failure);
			}
		});
	}

	/**
	 * Counts elements as processed, an error as a failed record, and a cancellation as a
	 * cancelled one; the duration is that of the subscription.
	 * @param <T> the type of the elements
	 * @param stage the stage
	 * @return for {@code Flux.transform}
	 */
	public static <T> Function<Publisher<T>, Publisher<T>> stage(Stage stage) {
		return stage(stage, (element) -> false);
	}

	/**
	 * As {@link #stage(Stage)}, with elements that stand for filtered records.
	 * @param <T> the type of the elements
	 * @param stage the stage
	 * @param filtered whether an element says that its record was filtered
	 * @return for {@code Flux.transform}
	 */
	public static <T> Function<Publisher<T>, Publisher<T>> stage(Stage stage, Predicate<? super T> filtered) {
		return tap(new StageTap<>(stage, filtered));
	}

	/**
	 * Takes each subscription of a {@code Mono} for one record, which leaves when the
	 * {@code Mono} ends; with what it leaves decides the given function.
	 * @param <T> the type of the element
	 * @param stage the stage
	 * @param mono the record on its way
	 * @param filtered whether the element, or null where it ends empty, says that the
	 * record was filtered
	 * @return the tapped Mono
	 */
	public static <T> Mono<T> record(Stage stage, Mono<T> mono, Predicate<@Nullable Object> filtered) {
		return Mono.defer(() -> Mono.from(tap(new RecordTap<T>(stage, filtered)).apply(mono)));
	}

	/**
	 * Counts elements as delivered.
	 * @param <T> the type of the elements
	 * @param sink the sink
	 * @return for {@code Flux.transform}
	 */
	public static <T> Function<Publisher<T>, Publisher<T>> sink(Sink sink) {
		return tap(new TapEvents<>() {
			@Override
			public void element(T element) {
				sink.delivered(1);
			}

			@Override
			public void broken(Throwable failure) {
				Breakable.broken(sink, failure);
			}
		});
	}

	/**
	 * Counts elements as delivered and records how long each was on its way.
	 * @param <T> the type of the elements
	 * @param sink the sink
	 * @param origin an element's own timestamp, or nothing where it has none
	 * @return for {@code Flux.transform}
	 */
	public static <T> Function<Publisher<T>, Publisher<T>> sink(Sink sink, Function<T, @Nullable Instant> origin) {
		return tap(new TapEvents<>() {
			@Override
			public void element(T element) {
				Instant began;
				try {
					began = origin.apply(element);
				}
				catch (Throwable ex) {
					broken(ex);
					sink.delivered(1);
					return;
				}
				sink.deliveredSince(began);
			}

			@Override
			public void broken(Throwable failure) {
				Breakable.broken(sink, failure);
			}
		});
	}

	/**
	 * Any events of a stream.
	 * @param <T> the type of the elements
	 * @param events called with what passes
	 * @return for {@code Flux.transform}
	 */
	static <T> Function<Publisher<T>, Publisher<T>> tap(TapEvents<T> events) {
		return Operators.<T, T>lift((scannable, actual) -> new TapSubscriber<>(actual, events))::apply;
	}

	/**
	 * Asks the application whether a record was filtered.
	 * @param <T> the type of the element
	 * @param stage counts what the application throws
	 * @param filtered the application's word
	 * @param element what stands for the record
	 * @return false if the application throws
	 */
	static <T> boolean isFiltered(Stage stage, Predicate<? super T> filtered, T element) {
		try {
			return filtered.test(element);
		}
		catch (Throwable ex) {
			Breakable.broken(stage, ex);
			return false;
		}
	}

	private record StageTap<T>(Stage stage, Predicate<? super T> filtered) implements TapEvents<T> {

		@Override
		public long subscribed() {
			return this.stage.startTiming();
		}

		@Override
		public void element(T element) {
			if (isFiltered(this.stage, this.filtered, element)) {
				this.stage.filtered(1);
			}
			else {
				this.stage.processed(1);
			}
		}

		@Override
		public void broken(Throwable failure) {
			Breakable.broken(this.stage, failure);
		}

		@Override
		public void completed(long begun) {
			this.stage.stopTiming(begun);
		}

		@Override
		public void failed(long begun, Throwable error) {
			this.stage.failed(1, error);
			this.stage.stopTiming(begun);
		}

		@Override
		public void cancelled(long begun) {
			this.stage.cancelled(1);
			this.stage.stopTiming(begun);
		}

	}

}
