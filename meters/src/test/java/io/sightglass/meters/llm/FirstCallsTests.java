package io.sightglass.meters.llm;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.price.PriceBook;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FirstCallsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Instruments instruments = new Instruments(this.registry);

	private final LlmMeters meters = LlmMeters.in(this.instruments, PriceBook.shipped(), Budget.none(this.instruments),
			new LlmLimits(1000, 1000, 1000, 1000));

	@Test
	void twoFirstCallsOfAModelShowInOneGauge() throws Exception {
		for (int i = 0; i < 300; i++) {
			String model = "model-" + i;
			CyclicBarrier together = new CyclicBarrier(2);
			CompletableFuture<LlmCall> other = CompletableFuture.supplyAsync(() -> call(together, model));
			LlmCall one = call(together, model);
			LlmCall another = other.join();
			assertThat(this.registry.get("llm.requests.active").tag("model", model).gauge().value()).as(model)
				.isEqualTo(2);
			one.done();
			another.done();
		}
	}

	// Micrometer warns of a counter that is registered twice.
	@Test
	void twoFirstCostsOfAModelRegisterOneCounter() {
		List<String> names = List.of("llm.cost", "llm.cache.saved");
		CountDownLatch both = new CountDownLatch(2);
		Map<Meter.Id, AtomicInteger> registrations = new ConcurrentHashMap<>();
		this.registry.config().meterFilter(new MeterFilter() {

			@Override
			public Meter.Id map(Meter.Id id) {
				if (names.contains(id.getName())) {
					registrations.computeIfAbsent(id, (any) -> new AtomicInteger()).incrementAndGet();
					// Until the other thread would have seen that none is there yet.
					both.countDown();
					awaitBoth();
				}
				return id;
			}

			private void awaitBoth() {
				try {
					both.await(200, TimeUnit.MILLISECONDS);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}

		});
		CyclicBarrier together = new CyclicBarrier(2);
		LlmCall one = this.meters.start("anthropic", "claude-sonnet-4-5", "chat");
		LlmCall another = this.meters.start("anthropic", "claude-sonnet-4-5", "chat");
		CompletableFuture<Void> other = CompletableFuture.runAsync(() -> end(together, one));
		end(together, another);
		other.join();
		assertThat(registrations).hasSameSizeAs(names).allSatisfy((id, times) -> assertThat(times).hasValue(1));
	}

	private void end(CyclicBarrier together, LlmCall call) {
		await(together);
		call.usage(1000, 100, 100, 0, 0);
		call.done();
	}

	private LlmCall call(CyclicBarrier together, String model) {
		await(together);
		return this.meters.start("mine", model, "chat");
	}

	private static void await(CyclicBarrier together) {
		try {
			together.await();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
