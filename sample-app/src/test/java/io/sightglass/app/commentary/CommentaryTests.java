package io.sightglass.app.commentary;

import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class CommentaryTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void namesFourAddressesWhereverTheyAre() {
		MockEnvironment environment = new MockEnvironment().withProperty("local.server.port", "8081")
			.withProperty("server.servlet.context-path", "/shop")
			.withProperty("management.server.port", "0")
			.withProperty("local.management.port", "9001")
			.withProperty("management.endpoints.web.base-path", "/manage");
		assertThat(new Welcome(environment).addresses()).extracting((line) -> line.split(" ")[0])
			.containsExactly("http://localhost:9001/manage/sightglass", "http://localhost:9001/manage/prometheus",
					"http://localhost:8081/shop/orders/42", "http://localhost:8081/shop/demo/incidents");
	}

	@Test
	void sumsEverySeriesOfEveryKindOfMeter() {
		this.registry.counter("shop.llm.cost", "model", "a").increment(0.5);
		FunctionCounter.builder("shop.llm.cost", new AtomicInteger(2), AtomicInteger::get)
			.tag("model", "b")
			.register(this.registry);
		this.registry.gauge("shop.llm.cost.estimate", 7);
		Readings readings = new Readings(this.registry, "shop");
		assertThat(readings.now("llm.cost")).isEqualTo(2.5);
		assertThat(readings.now("nothing")).isZero();
	}

	@Test
	void tellsRatesSinceItWasLastAsked() {
		Readings readings = new Readings(this.registry, "");
		this.registry.counter("orders.placed").increment();
		assertThat(readings.perSecond("orders.placed")).isZero();
		this.registry.counter("orders.placed").increment();
		assertThat(readings.perSecond("orders.placed")).isPositive();
		assertThat(readings.perSecond("orders.placed")).isZero();
	}

}
