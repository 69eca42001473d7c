package io.sightglass.meters.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.Removals;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HttpMetersTests {

	private static final KeyValues TAGS = tags("/orders/{id}", "200");

	private final MockClock clock = new MockClock();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, this.clock);

	@Test
	void countsTimesAndWeighsAnExchange() {
		HttpExchange exchange = meters(1).start();
		assertThat(active()).isOne();
		this.clock.add(30, TimeUnit.MILLISECONDS);
		exchange.answered("http.server.requests", TAGS, "none");
		exchange.transferred(12, 345);
		assertThat(active()).isZero();
		assertThat(counted("/orders/{id}")).isOne();
		assertThat(this.registry.get("http.server.requests")
			.tags("exception", "none", "error", "none", "uri", "/orders/{id}")
			.timer()
			.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(30);
		assertThat(this.registry.get("http.request.size").tag("method", "GET").summary().totalAmount()).isEqualTo(12);
		assertThat(this.registry.get("http.response.size").summary().totalAmount()).isEqualTo(345);
	}

	@Test
	void countsAnExchangeOnceHoweverOftenItEnds() {
		HttpExchange exchange = meters(1).start();
		exchange.transferred(1, 2);
		exchange.transferred(100, 200);
		exchange.answered("http.server.requests", TAGS, "none");
		exchange.answered("http.server.requests", tags("/error", "500"), "IOException");
		assertThat(this.registry.find("http.requests").counters()).singleElement()
			.satisfies((counter) -> assertThat(counter.count()).isOne());
		assertThat(this.registry.get("http.request.size").summary().totalAmount()).isOne();
		assertThat(active()).isZero();
	}

	@Test
	void countsExactlyWhateverTheRate() {
		HttpMeters meters = meters(0.1);
		for (int i = 0; i < 10_000; i++) {
			meters.start().answered("http.server.requests", TAGS, "none");
		}
		assertThat(counted("/orders/{id}")).isEqualTo(10_000);
		assertThat(this.registry.get("http.server.requests").timer().count()).isBetween(700L, 1300L);
	}

	@Test
	void makesNoTimerAtRateZero() {
		HttpExchange exchange = meters(0).start();
		exchange.transferred(1, 1);
		exchange.answered("http.server.requests", TAGS, "none");
		assertThat(counted("/orders/{id}")).isOne();
		assertThat(this.registry.find("http.server.requests").meter()).isNull();
		assertThat(this.registry.find("http.request.size").meter()).isNull();
	}

	@Test
	void staysExactUnderManyThreads() throws InterruptedException {
		HttpMeters meters = meters(0.5);
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			threads.add(new Thread(() -> {
				for (int j = 0; j < 5_000; j++) {
					HttpExchange exchange = meters.start();
					exchange.answered("http.server.requests", tags("/r" + j % 50, "200"), "none");
					exchange.answered("http.server.requests", TAGS, "none");
				}
			}));
		}
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.registry.find("http.requests").counters()).hasSize(50)
			.allSatisfy((counter) -> assertThat(counter.count()).isEqualTo(800));
		assertThat(active()).isZero();
	}

	@Test
	void readsTheWordsOfOpenTelemetry() {
		KeyValues tags = KeyValues.of("http.request.method", "GET", "http.route", "/x", "http.response.status_code",
				"404");
		meters(1).start().answered("http.server.request.duration", tags, "none");
		assertThat(this.registry.get("http.requests")
			.tags("method", "GET", "uri", "/x", "status", "404", "outcome", "CLIENT_ERROR")
			.counter()
			.count()).isOne();
		assertThat(this.registry.get("http.server.request.duration").timer().count()).isOne();
	}

	@Test
	void keepsABoundedNumberOfRoutesAndCountsTheRest() {
		Routes routes = new Routes(new Instruments(this.registry), Sampler.NEVER,
				Removals.of(new Instruments(this.registry), "http", (removed) -> {
				}));
		for (int i = 0; i < Routes.LIMIT + 1000; i++) {
			routes.get(new RouteKey("t", TAGS.and("user", "u" + i), "none")).count();
		}
		assertThat(routes.size()).isEqualTo(Routes.LIMIT);
		assertThat(counted("/orders/{id}")).isEqualTo(Routes.LIMIT + 1000);
	}

	@Test
	void showsNoGaugeBeforeTheFirstRequest() {
		HttpMeters meters = meters(1);
		assertThat(this.registry.find("http.requests.active").gauge()).isNull();
		meters.start();
		assertThat(active()).isOne();
	}

	@Test
	void keepsItsOwnFailureFromTheServer() {
		HttpMeters meters = meters(1);
		this.registry.config().meterFilter(new MeterFilter() {
			@Override
			public MeterFilterReply accept(Meter.Id id) {
				if (id.getName().equals("http.requests")) {
					throw new IllegalStateException("broken filter");
				}
				return MeterFilterReply.NEUTRAL;
			}
		});
		meters.start().answered("http.server.requests", TAGS, "none");
		assertThat(active()).isZero();
		assertThat(this.registry.get("sightglass.failures").tag("family", "http").counter().count()).isOne();
	}

	private HttpMeters meters(double rate) {
		return HttpMeters.in(new Instruments(this.registry), Sampler.of(rate));
	}

	private double active() {
		return this.registry.get("http.requests.active").gauge().value();
	}

	private double counted(String uri) {
		return this.registry.get("http.requests").tag("uri", uri).counter().count();
	}

	private static KeyValues tags(String uri, String status) {
		return KeyValues.of("exception", "none", "method", "GET", "outcome", "SUCCESS", "status", status, "uri", uri);
	}

}
