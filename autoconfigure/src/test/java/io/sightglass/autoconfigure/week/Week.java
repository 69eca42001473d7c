package io.sightglass.autoconfigure.week;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.llm.clients.ClientsLoad;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.state.StateMeters;
import io.sightglass.meters.transport.TransportMeters;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A week of an application, in as long as there is: all families under load, which at the
 * end of each of eight parts rests, so that the meters can be held against its books.
 */
final class Week implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Week.class);

	// At each rest of a build all that is left of the tests before is looked at.
	private static final int MOST_PARTS = 8;

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final Map<String, Load> loads = new LinkedHashMap<>();

	private final Map<String, Integer> turns = new LinkedHashMap<>();

	private final List<Thread> threads = new ArrayList<>();

	private final ReadWriteLock rest = new ReentrantReadWriteLock(true);

	private final AtomicReference<@Nullable Throwable> wrong = new AtomicReference<>();

	private final List<String> differences = new ArrayList<>();

	private final Duration duration;

	private final ConfigurableApplicationContext app;

	private final Totals totals;

	private volatile boolean over;

	Week(Duration duration, Path folder) throws Exception {
		this.duration = duration;
		Path prices = folder.resolve("prices.csv");
		LlmLoad.writePrices(prices, 0);
		FastClock clock = new FastClock(duration);
		this.app = WeekApp.start(clock, prices);
		this.totals = new Totals(this.app.getBean(PrometheusMeterRegistry.class));
		assertThat(this.totals.sum("sightglass.failures", "family", "state")).as("failures of the start").isZero();
		int port = this.app.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		PrometheusMeterRegistry registry = this.app.getBean(PrometheusMeterRegistry.class);
		this.loads.put("connections", new ConnectionLoad(this.app.getBean(ConnectionMeters.class), this.totals));
		this.loads.put("transport", new TransportLoad(this.app.getBean(TransportMeters.class), this.totals));
		this.loads.put("pipelines", new PipelineLoad(this.app.getBean(PipelineMeters.class), this.totals));
		this.loads.put("llm", new LlmLoad(this.app.getBean(LlmMeters.class), this.totals, clock, prices,
				this.app.getBean(WeekApp.Crossed.class).budgets()));
		this.loads.put("sets", new SetLoad(registry, this.app.getBean(WeekMeters.class),
				this.app.getBean(WeekApp.Annotated.class), this.totals));
		this.loads.put("state", new StateLoad(registry, this.app.getBean(StateMeters.class),
				this.app.getBean(WeekApp.Moody.class), this.totals));
		this.loads.put("http", new HttpLoad(port, this.totals));
		this.loads.put("clients", new ClientLoad(this.app.getBean(RestClient.Builder.class).build(),
				this.app.getBean(WebClient.Builder.class).build(), port, this.totals));
		this.loads.put("sockets", new SocketLoad(port, this.totals));
		this.loads.put("kafka", new KafkaLoad(template(), this.app.getBean(WeekKafka.class), this.totals));
		this.loads.put("llm clients", new ClientsLoad());
		this.loads.put("scrapes", new ScrapeLoad(port));
	}

	@SuppressWarnings("unchecked")
	private KafkaTemplate<Object, Object> template() {
		return this.app.getBean(KafkaTemplate.class);
	}

	void pass() throws Exception {
		CountDownLatch begun = new CountDownLatch(this.loads.size());
		this.loads.forEach((name, load) -> start(name, load, begun));
		assertThat(begun.await(5, TimeUnit.MINUTES)).isTrue();
		List<Footprint> footprints = new ArrayList<>();
		int parts = (this.duration.toSeconds() < 60) ? MOST_PARTS / 2 : MOST_PARTS;
		for (int part = 0; part < parts; part++) {
			TimeUnit.NANOSECONDS.sleep(this.duration.toNanos() / parts);
			this.rest.writeLock().lock();
			try {
				requireNothingWrong();
				compare(part + 1);
				footprints.add(Footprint.now(this.totals.series(), ((ScrapeLoad) this.loads.get("scrapes")).lines()));
				logger.info("Part {}: {}", part + 1, footprints.get(part));
			}
			finally {
				this.rest.writeLock().unlock();
			}
		}
		end();
		assertThat(this.differences).isEmpty();
		logger.info("{} in {}: {}", this.turns, this.duration, this.loads.get("kafka"));
		Footprint.requireFlat(footprints.subList(0, parts / 2), footprints.subList(parts / 2, parts));
	}

	private void start(String name, Load load, CountDownLatch begun) {
		Thread thread = new Thread(() -> {
			int turn = 0;
			try {
				// Until all names that there will be have come.
				while (turn < load.names()) {
					load.turn(turn++);
				}
				begun.countDown();
				while (!this.over) {
					this.rest.readLock().lock();
					try {
						load.turn(turn++);
					}
					finally {
						this.rest.readLock().unlock();
					}
					LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
				}
			}
			catch (Throwable ex) {
				this.wrong.compareAndSet(null, new IllegalStateException(name + " in turn " + turn, ex));
				begun.countDown();
			}
			synchronized (this.turns) {
				this.turns.put(name, turn);
			}
		}, "week-" + name);
		this.threads.add(thread);
		thread.start();
	}

	// What is forgotten ends once it is collected, and some things end behind the
	// client's back.
	private void compare(int part) {
		this.loads.forEach((name, load) -> {
			try {
				Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
					try {
						load.check();
					}
					catch (AssertionError ex) {
						System.gc();
						throw ex;
					}
				});
			}
			catch (ConditionTimeoutException ex) {
				logger.error("{} in part {}", name, part, ex);
				this.differences.add(name + " in part " + part + ": " + ex.getMessage());
			}
		});
	}

	private void requireNothingWrong() {
		Throwable cause = this.wrong.get();
		if (cause != null) {
			throw new IllegalStateException("A load went wrong", cause);
		}
	}

	private void end() throws InterruptedException {
		this.over = true;
		for (Thread thread : this.threads) {
			thread.join();
		}
		requireNothingWrong();
	}

	@Override
	public void close() throws Exception {
		this.over = true;
		for (Load load : this.loads.values()) {
			load.close();
		}
		this.app.close();
	}

}
