package io.sightglass.llm.price;

import java.io.StringReader;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.llm.TokenUsage;
import io.sightglass.registry.Instruments;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReloadedPricesTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void takesNewPricesAndKeepsTheLastGoodOnes() {
		AtomicReference<String> file = new AtomicReference<>("model,input,output\nm,1,0\n");
		try (ReloadedPrices prices = new ReloadedPrices(() -> new StringReader(file.get()), Duration.ofHours(1),
				new Instruments(this.registry).failures())) {
			assertThat(input(prices)).isEqualTo(1);
			file.set("model,input,output\nm,2,0\n");
			prices.reload();
			assertThat(input(prices)).isEqualTo(2);
			file.set("a login page");
			prices.reload();
			assertThat(input(prices)).isEqualTo(2);
			assertThat(this.registry.get("sightglass.failures").tag("family", "llm").counter().count()).isEqualTo(1);
		}
	}

	private static double input(PriceBook prices) {
		ModelPrice price = Objects.requireNonNull(prices.price("any", "m"));
		return Dollars.usd(price.cost(new TokenUsage(1_000_000, 0, 0, 0, 0), false));
	}

}
