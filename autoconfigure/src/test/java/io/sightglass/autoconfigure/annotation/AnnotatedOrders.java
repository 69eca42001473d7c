package io.sightglass.autoconfigure.annotation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.micrometer.common.annotation.ValueResolver;
import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.micrometer.core.aop.MeterTag;
import io.micrometer.core.instrument.MockClock;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A user's service. Its work takes seconds of a clock that only work moves.
 */
class AnnotatedOrders {

	private final MockClock clock;

	private final Sinks.Many<String> live = Sinks.many().multicast().directBestEffort();

	AnnotatedOrders(MockClock clock) {
		this.clock = clock;
	}

	@Timed("blocking")
	@Counted("blocking.calls")
	String blocking(int seconds) {
		work(seconds);
		return "done";
	}

	@Timed("failing")
	@Counted("failing.calls")
	void failing() {
		throw new IllegalStateException("no stock");
	}

	@Timed("stage")
	CompletionStage<String> stage(CompletableFuture<String> result) {
		return result;
	}

	@Timed(value = "mono", extraTags = { "shop", "north" }, description = "Finds an order.", percentiles = 0.5,
			serviceLevelObjectives = 5)
	@Counted(value = "mono.calls", extraTags = { "shop", "north" })
	Mono<String> mono(int seconds) {
		return Mono.fromCallable(() -> {
			work(seconds);
			return "order";
		});
	}

	@Timed("broken.mono")
	@Counted("broken.mono.calls")
	Mono<String> brokenMono() {
		return Mono.error(new IllegalArgumentException("no such order"));
	}

	@Timed("unassembled")
	@Counted("unassembled.calls")
	Mono<String> unassembled() {
		throw new UnsupportedOperationException("not today");
	}

	@Timed("flux")
	@Counted("flux.calls")
	Flux<Integer> flux(List<Integer> seconds) {
		return Flux.fromIterable(seconds).doOnNext(this::work);
	}

	@Timed("publisher")
	Publisher<String> publisher() {
		return Mono.just("order");
	}

	@Timed("live")
	@Counted("live.calls")
	Flux<String> live() {
		return this.live.asFlux();
	}

	@Timed(value = "live.tasks", longTask = true)
	Flux<String> liveTask() {
		return this.live.asFlux();
	}

	@Timed("tagged")
	@Counted("tagged.calls")
	String tagged(@MeterTag("kind") String kind, @MeterTag(key = "size", resolver = Size.class) List<String> lines,
			@MeterTag(key = "city", expression = "city") @Nullable Address address) {
		return kind;
	}

	@Timed("tagged.mono")
	@Counted("tagged.mono.calls")
	@MeterTag(key = "city", expression = "city")
	Mono<Address> taggedMono(@MeterTag("kind") String kind) {
		return Mono.just(new Address("Bern"));
	}

	@Timed("mistagged")
	@Counted("mistagged.calls")
	String mistagged(@MeterTag(key = "kind", expression = "toUpperCase()") String kind,
			@MeterTag(key = "size", resolver = Absent.class) List<String> lines) {
		return kind;
	}

	void complete() {
		this.live.tryEmitComplete();
	}

	private void work(int seconds) {
		this.clock.add(Duration.ofSeconds(seconds));
	}

	/** Public, because expressions see only what is public. */
	public record Address(String city) {
	}

	static class Size implements ValueResolver {

		@Override
		public String resolve(@Nullable Object parameter) {
			return (parameter instanceof List<?> lines && lines.size() > 2) ? "large" : "small";
		}

	}

	static class Absent extends Size {

	}

	@Timed("whole.class")
	@Counted("whole.class.calls")
	static class WholeClass {

		Mono<String> first() {
			return Mono.just("first");
		}

		String second() {
			return "second";
		}

		@Timed("own.name")
		Mono<String> named() {
			return Mono.just("named");
		}

	}

}
