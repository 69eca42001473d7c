package io.sightglass.meters.transport;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.meters.instrument.ErrorKind;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TransportMetersTests {

	private final MockClock clock = new MockClock();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, this.clock);

	private final TransportMeters meters = TransportMeters.in(new Instruments(this.registry), Sampler.ALWAYS);

	private final TransportMeters.Endpoint endpoint = this.meters.endpoint("gateway", "tcp", Role.SERVER);

	@Test
	void countsBytesAndPacketsEachWay() {
		this.endpoint.sent(1000);
		this.endpoint.sent(24, 3);
		this.endpoint.received(7);
		this.endpoint.received(-5, -1);
		assertThat(value("transport.sent")).isEqualTo(1024);
		assertThat(value("transport.sent.packets")).isEqualTo(4);
		assertThat(value("transport.received")).isEqualTo(7);
		assertThat(value("transport.received.packets")).isOne();
	}

	@Test
	void sourcesThatAreTakenAwayAreForgottenAndTheirBytesAreNot() {
		List<WeakReference<?>> sources = new ArrayList<>();
		double sent = 0;
		for (int i = 1; i <= 100; i++) {
			Fixed source = new Fixed(i, 2 * i);
			TransportMeters.Watch watch = this.meters.watch("web", "http", Role.SERVER, source);
			sent += i;
			assertThat(watched("transport.sent")).isEqualTo(sent);
			watch.close();
			watch.close();
			sources.add(new WeakReference<>(source));
		}
		assertThat(watched("transport.sent")).isEqualTo(5050);
		assertThat(watched("transport.received")).isEqualTo(10100);
		for (int i = 0; i < 1000 && sources.stream().anyMatch((source) -> source.get() != null); i++) {
			System.gc();
		}
		assertThat(sources).allMatch((source) -> source.get() == null);
	}

	@Test
	void sourcesThatComeAndGoTakeNoMemory() {
		watchAndLeave(1000);
		long before = used();
		watchAndLeave(30_000);
		assertThat(used() - before).isLessThan(1_000_000);
		assertThat(watched("transport.sent")).isEqualTo(31_000);
	}

	private void watchAndLeave(int times) {
		for (int i = 0; i < times; i++) {
			this.meters.watch("web", "http", Role.SERVER, new Fixed(1, 1)).close();
		}
	}

	private static long used() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	private double watched(String name) {
		return this.registry.get(name).tag("endpoint", "web").functionCounter().count();
	}

	@Test
	void showsNothingOfRoundTripsAndRetransmissionsBeforeTheFirstOne() {
		this.endpoint.sent(1);
		this.endpoint.retransmitted(0);
		assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
			.doesNotContain("transport.rtt", "transport.retransmissions");
		this.endpoint.retransmitted(2);
		this.endpoint.roundTrip(Duration.ofNanos(5));
		assertThat(value("transport.retransmissions")).isEqualTo(2);
		assertThat(this.registry.get("transport.rtt").timer().count()).isOne();
	}

	@Test
	void countsATimeoutThatWasThrownAsBoth() {
		this.endpoint.failed(new SocketTimeoutException());
		this.endpoint.failedFor(ErrorKind.RESET);
		this.endpoint.failedBecause("parsing");
		this.endpoint.timeout();
		assertThat(value("transport.errors", "error", "timeout")).isOne();
		assertThat(value("transport.errors", "error", "reset")).isOne();
		assertThat(value("transport.errors", "error", "parsing")).isOne();
		assertThat(value("transport.timeouts")).isEqualTo(2);
	}

	@Test
	void timesRoundTripsAndShowsLossFromTheFirstWordOn() {
		assertThat(this.registry.find("transport.loss.ratio").gauge()).isNull();
		long start = this.endpoint.startRoundTrip();
		this.clock.add(Duration.ofMillis(3));
		this.endpoint.stopRoundTrip(start);
		this.endpoint.roundTrip(Duration.ofMillis(2));
		this.endpoint.retransmitted(2);
		this.endpoint.loss(0.25);
		assertThat(this.registry.get("transport.rtt").timer().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(5);
		assertThat(value("transport.retransmissions")).isEqualTo(2);
		assertThat(value("transport.loss.ratio")).isEqualTo(0.25);
	}

	@Test
	void derivesThroughputFromTheBytesSinceTheLastLook() {
		RouteNode node = this.meters.node("orders", "edge", "relay");
		node.passed(1000);
		this.clock.add(Duration.ofSeconds(2));
		assertThat(value("transport.hop.throughput")).isCloseTo(4000, within(1e-6));
		this.clock.add(Duration.ofMillis(500));
		assertThat(value("transport.hop.throughput")).isCloseTo(4000, within(1e-6));
		this.clock.add(Duration.ofMillis(500));
		assertThat(value("transport.hop.throughput")).isZero();
	}

	@Test
	void showsAHopsLatencyAndHealth() {
		RouteNode node = this.meters.node("orders", "edge", "relay");
		assertThat(this.registry.find("transport.hop.health").gauge()).isNull();
		long start = node.startTiming();
		this.clock.add(Duration.ofMillis(4));
		node.stopTiming(start);
		node.health(NodeHealth.DEGRADED);
		assertThat(value("transport.hop.health")).isOne();
		node.health(NodeHealth.HEALTHY);
		assertThat(value("transport.hop.health")).isEqualTo(2);
		assertThat(this.registry.get("transport.hop.latency").timer().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(4);
	}

	@Test
	void countsExactlyUnderContentionWhileItSamplesTimes() throws Exception {
		TransportMeters sampled = TransportMeters.in(new Instruments(this.registry), Sampler.of(0.1));
		TransportMeters.Endpoint busy = sampled.endpoint("busy", "tcp", Role.CLIENT);
		int threads = 8;
		int each = 20_000;
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		for (int t = 0; t < threads; t++) {
			executor.execute(() -> {
				for (int i = 0; i < each; i++) {
					busy.sent(10);
					busy.failedFor(ErrorKind.IO);
					busy.stopRoundTrip(busy.startRoundTrip());
				}
			});
		}
		executor.shutdown();
		assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
		int events = threads * each;
		assertThat(value("transport.sent", "endpoint", "busy")).isEqualTo(10.0 * events);
		assertThat(value("transport.sent.packets", "endpoint", "busy")).isEqualTo(events);
		assertThat(value("transport.errors", "endpoint", "busy")).isEqualTo(events);
		assertThat((double) this.registry.get("transport.rtt").tag("endpoint", "busy").timer().count())
			.isCloseTo(events * 0.1, within(6 * Math.sqrt(events * 0.09)));
	}

	@Test
	void allocatesNothingOnAHeldHandle() {
		TransportMeters prometheus = TransportMeters
			.in(new Instruments(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)), Sampler.ALWAYS);
		TransportMeters.Endpoint held = prometheus.endpoint("hot", "tcp", Role.CLIENT);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		use(held, 200_000);
		long before = threads.getCurrentThreadAllocatedBytes();
		use(held, 200_000);
		long perUse = (threads.getCurrentThreadAllocatedBytes() - before) / 200_000;
		assertThat(perUse).isZero();
	}

	private static void use(TransportMeters.Endpoint endpoint, int times) {
		for (int i = 0; i < times; i++) {
			endpoint.sent(100);
			endpoint.received(100);
			endpoint.failedFor(ErrorKind.RESET);
			endpoint.timeout();
		}
	}

	private double value(String name, String... tags) {
		double sum = 0;
		for (Meter meter : this.registry.find(name).tags(tags).meters()) {
			sum += meter.measure().iterator().next().getValue();
		}
		return sum;
	}

	private record Fixed(double sent, double received) implements TransportMeters.ByteSource {
	}

}
