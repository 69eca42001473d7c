package io.sightglass.dashboards.live;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.registry.catalogue.CatalogueMeter;

/**
 * An application made of nothing but the catalogue: it registers every meter with likely
 * tags and moves them, on a free port.
 */
final class SyntheticApplication implements AutoCloseable {

	private static final int TICK_MILLIS = 200;

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

	private final HttpServer server;

	private final Random random;

	private final List<Runnable> movers;

	private final Variation variation;

	private final AtomicLong ticks = new AtomicLong();

	SyntheticApplication(int number, Variation variation) throws IOException {
		this.random = new Random(number);
		this.variation = variation;
		this.movers = Meters.all()
			.stream()
			.filter((meter) -> !variation.silent().test(meter))
			.flatMap((meter) -> movers(meter, number).stream())
			.toList();
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/actuator/prometheus", (exchange) -> {
			byte[] body = scrape().getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
			exchange.sendResponseHeaders(200, body.length);
			try (OutputStream out = exchange.getResponseBody()) {
				out.write(body);
			}
		});
		this.server.start();
		tick();
		if (variation.moving()) {
			this.clock.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
		}
	}

	String target() {
		return "127.0.0.1:" + this.server.getAddress().getPort();
	}

	String scrape() {
		return this.registry.scrape();
	}

	private void tick() {
		this.ticks.incrementAndGet();
		this.movers.forEach(Runnable::run);
	}

	private List<Runnable> movers(CatalogueMeter meter, int number) {
		return Meters.tags(meter).stream().map((tags) -> mover(meter, tags, number)).toList();
	}

	private Runnable mover(CatalogueMeter meter, Tags tags, int number) {
		String name = this.variation.name(meter);
		String help = meter.spec().description();
		double scale = Meters.scale(meter, tags, number) * (Meters.isState(meter) ? 1 : share(tags));
		if (meter.getType() == Meter.Type.COUNTER) {
			Counter counter = Counter.builder(name)
				.description(help)
				.baseUnit(meter.getBaseUnit())
				.tags(tags)
				.register(this.registry);
			return () -> counter.increment(scale * (0.6 + 0.4 * wave() + 0.2 * this.random.nextDouble()));
		}
		if (meter.getType() == Meter.Type.TIMER) {
			Timer timer = Timer.builder(name)
				.description(help)
				.tags(tags)
				.serviceLevelObjectives(this.variation.buckets().test(meter) ? Meters.bounds() : new Duration[0])
				.register(this.registry);
			return () -> timer.record(Duration.ofNanos((long) (scale * 1e9 * latency())));
		}
		if (meter.getType() == Meter.Type.DISTRIBUTION_SUMMARY) {
			DistributionSummary summary = DistributionSummary.builder(name)
				.description(help)
				.baseUnit(meter.getBaseUnit())
				.tags(tags)
				.serviceLevelObjectives(this.variation.buckets().test(meter) ? Meters.sizes() : new double[0])
				.register(this.registry);
			return () -> summary.record(scale * latency());
		}
		Gauge.builder(name, this, (app) -> Meters.isState(meter) ? scale : scale * (0.7 + 0.3 * app.wave()))
			.description(help)
			.baseUnit(meter.getBaseUnit())
			.tags(tags)
			.strongReference(true)
			.register(this.registry);
		return () -> {
		};
	}

	// No two series alike, or a graph shows one line.
	private static double share(Tags tags) {
		return 0.4 + Math.floorMod(tags.toString().hashCode() * 31, 100) / 150.0;
	}

	private double wave() {
		return Math.sin(this.ticks.get() / 150.0) * 0.5 + 0.5;
	}

	// A body and a tail, as latencies have.
	private double latency() {
		return Math.exp(this.random.nextGaussian() * 0.5) * (0.7 + 0.5 * wave());
	}

	@Override
	public void close() {
		this.clock.shutdownNow();
		this.server.stop(0);
	}

}
