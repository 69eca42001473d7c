package io.sightglass.autoconfigure.annotation;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FutureMethodsTests {

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aFutureComesBackAsItIs(boolean aspects) {
		AnnotationContext.runner()
			.withPropertyValues("management.observations.annotations.enabled=" + aspects)
			.withBean(Futures.class)
			.run((context) -> {
				Futures futures = context.getBean(Futures.class);
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				CompletableFuture<String> own = futures.waiting();
				assertThat(own.cancel(true)).isTrue();
				assertThat(futures.last().isCancelled()).isTrue();
				assertThat(registry.get("waiting").tag("exception", "CancellationException").timer().count()).isOne();
				assertThat(registry.get("calls").tag("result", "failure").counter().count()).isOne();
				assertThat(futures.special().complete("done")).isTrue();
				assertThat(registry.get("special").tag("exception", "none").timer().count()).isOne();
				assertThat(futures.unwatchable().complete("done")).isTrue();
				assertThat(futures.nothing()).isNull();
				assertThat(registry.get("nothing").tag("exception", "none").timer().count()).isOne();
			});
	}

	static class Futures {

		private CompletableFuture<String> last = new CompletableFuture<>();

		@Timed("waiting")
		@Counted("calls")
		public CompletableFuture<String> waiting() {
			this.last = new CompletableFuture<>();
			return this.last;
		}

		CompletableFuture<String> last() {
			return this.last;
		}

		@Timed("special")
		@Counted("special.calls")
		public Special special() {
			return new Special();
		}

		@Timed("unwatchable")
		public Unwatchable unwatchable() {
			return new Unwatchable();
		}

		@Timed("nothing")
		public @Nullable CompletableFuture<String> nothing() {
			return null;
		}

	}

	static class Unwatchable extends CompletableFuture<String> {

		@Override
		public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
			throw new IllegalStateException("nobody watches");
		}

	}

	static class Special extends CompletableFuture<String> {

	}

}
