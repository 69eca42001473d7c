package io.sightglass.meters.llm;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;

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

	private LlmCall call(CyclicBarrier together, String model) {
		try {
			together.await();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		return this.meters.start("mine", model, "chat");
	}

}
