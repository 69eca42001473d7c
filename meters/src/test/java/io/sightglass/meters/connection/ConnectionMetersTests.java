package io.sightglass.meters.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionMetersTests {

	private final MockClock clock = new MockClock();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, this.clock);

	private final ConnectionMeters meters = ConnectionMeters.in(new Instruments(this.registry), Sampler.ALWAYS);

	private final ConnectionMeters.Endpoint endpoint = this.meters.endpoint("gateway", "tcp", Role.SERVER);

	@Test
	void followsAConnectionFromItsOpeningToItsEnd() {
		OpenConnection connection = this.endpoint.opened();
		assertThat(value("connections.active")).isOne();
		this.clock.add(Duration.ofMillis(15));
		connection.handshaken(Outcome.SUCCESS);
		this.clock.add(Duration.ofMillis(85));
		connection.closedFor(Reason.TIMEOUT);
		assertThat(value("connections")).isOne();
		assertThat(value("connections.active")).isZero();
		assertThat(value("connections.closed", "reason", "timeout")).isOne();
		assertThat(value("connection.handshakes", "outcome", "success")).isOne();
		assertThat(millis("connection.handshake.duration")).isEqualTo(15);
		assertThat(millis("connection.duration")).isEqualTo(100);
	}

	@Test
	void showsNothingOfHandshakesAndStreamsBeforeTheFirstOne() {
		this.endpoint.opened().closedFor(Reason.CLOSED);
		assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
			.containsExactlyInAnyOrder("connections", "connections.active", "connections.closed",
					"connection.duration");
		OpenConnection connection = this.endpoint.opened();
		connection.stream().close();
		connection.handshaken(Outcome.SUCCESS);
		assertThat(value("connection.streams")).isOne();
		assertThat(value("connection.streams.active")).isZero();
		assertThat(this.registry.get("connection.stream.duration").timer().count()).isOne();
		assertThat(this.registry.get("connection.handshake.duration").timer().count()).isOne();
	}

	@Test
	void countsOneHandshake() {
		OpenConnection connection = this.endpoint.opened();
		connection.handshaken(Outcome.SUCCESS, Duration.ofMillis(15));
		connection.handshaken(Outcome.SUCCESS);
		connection.handshaken(Outcome.ERROR);
		assertThat(value("connection.handshakes")).isOne();
		assertThat(this.registry.get("connection.handshake.duration").timer().count()).isOne();
		OpenConnection other = this.endpoint.opened();
		other.handshaken(Outcome.SUCCESS, Duration.ofSeconds(Long.MAX_VALUE));
		assertThat(this.registry.get("connection.handshake.duration").timer().count()).isOne();
	}

	@Test
	void countsASecondCloseFromAnotherThreadAsNothing() throws Exception {
		OpenConnection connection = this.endpoint.opened();
		connection.closedFor(Reason.RESET);
		Thread other = new Thread(connection::close);
		other.start();
		other.join();
		assertThat(connection.isOpen()).isFalse();
		assertThat(value("connections.closed")).isOne();
		assertThat(value("connections.active")).isZero();
	}

	@Test
	void countsAForgottenConnectionAsAbandoned() throws Exception {
		forget(100);
		for (int i = 0; i < 1000 && value("connections.active") > 0; i++) {
			System.gc();
			TimeUnit.MILLISECONDS.sleep(5);
		}
		assertThat(value("connections.active")).isZero();
		assertThat(value("connections.closed", "reason", "abandoned")).isEqualTo(100);
	}

	private void forget(int number) {
		for (int i = 0; i < number; i++) {
			this.endpoint.opened().stream();
		}
	}

	@Test
	void keepsFailedAttemptsApart() {
		this.endpoint.attemptFailed(new java.net.ConnectException("nobody"));
		this.endpoint.attemptFailedBecause("banned");
		assertThat(value("connections.failed", "reason", "refused")).isOne();
		assertThat(value("connections.failed", "reason", "banned")).isOne();
		assertThat(value("connections")).isZero();
	}

	@Test
	void foldsReasonsBeyondTheBound() {
		for (int i = 0; i < Reason.MAX_OWN + 5; i++) {
			this.endpoint.opened().closedBecause("own-" + i);
		}
		this.endpoint.opened().closedFor(Reason.IDLE);
		assertThat(value("connections.closed", "reason", "other")).isEqualTo(5);
		assertThat(value("connections.closed", "reason", "idle")).isOne();
		assertThat(value("sightglass.series.folded")).isEqualTo(5);
	}

	@Test
	void endsTheStreamsWithTheirConnection() {
		OpenConnection connection = this.endpoint.opened();
		OpenStream first = connection.stream();
		OpenStream second = connection.stream();
		this.clock.add(Duration.ofMillis(7));
		first.close();
		first.close();
		assertThat(value("connection.streams.active")).isOne();
		connection.close();
		assertThat(value("connection.streams.active")).isZero();
		second.close();
		assertThat(connection.stream()).isSameAs(OpenStream.NONE);
		assertThat(value("connection.streams.active")).isZero();
		assertThat(value("connection.streams")).isEqualTo(2);
		assertThat(millis("connection.stream.duration")).isEqualTo(14);
	}

	@Test
	void countsExactlyUnderContentionEvenWhereDurationsAreOff() throws Exception {
		ConnectionMeters unsampled = ConnectionMeters.in(new Instruments(this.registry), Sampler.NEVER);
		ConnectionMeters.Endpoint busy = unsampled.endpoint("busy", "tcp", Role.CLIENT);
		int threads = 8;
		int each = 5_000;
		List<OpenConnection> shared = new ArrayList<>();
		for (int i = 0; i < each; i++) {
			shared.add(busy.opened());
		}
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		CountDownLatch start = new CountDownLatch(1);
		for (int t = 0; t < threads; t++) {
			executor.execute(() -> {
				start.countDown();
				for (OpenConnection connection : shared) {
					connection.stream();
					connection.closedFor(Reason.RESET);
					busy.opened().close();
				}
			});
		}
		executor.shutdown();
		assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
		assertThat(value("connections", "endpoint", "busy")).isEqualTo(each + threads * each);
		assertThat(value("connections.closed", "reason", "reset")).isEqualTo(each);
		assertThat(value("connections.closed", "reason", "closed")).isEqualTo(threads * each);
		assertThat(value("connections.active", "endpoint", "busy")).isZero();
		assertThat(value("connection.streams.active", "endpoint", "busy")).isZero();
		assertThat(this.registry.get("connection.duration").tag("endpoint", "busy").timer().count()).isZero();
	}

	@Test
	void givesTheSameHandleForTheSameWords() {
		assertThat(this.meters.endpoint("gateway", "tcp", Role.SERVER)).isSameAs(this.endpoint);
	}

	@Test
	void showsWhatASourceKnowsUntilItsWatchIsClosed() {
		ConnectionMeters.Watch watch = this.meters.watch("pool", "http", Role.CLIENT, new ConnectionSource() {

			@Override
			public double idle() {
				return 3;
			}

			@Override
			public double pending() {
				return 0;
			}

		});
		assertThat(value("connections.idle", "endpoint", "pool")).isEqualTo(3);
		assertThat(this.registry.get("connections.pending").tag("endpoint", "pool").gauge().value()).isZero();
		assertThat(this.registry.find("connections.limit").meter()).isNull();
		watch.close();
		watch.close();
		assertThat(this.registry.find("connections.idle").meter()).isNull();
		assertThat(this.registry.find("connections.pending").meter()).isNull();
		assertThat(value("connections.active", "endpoint", "gateway")).isZero();
	}

	@Test
	void addsUpTheSourcesOfOneName() {
		ConnectionMeters.Watch first = this.meters.watch("pool", "http", Role.CLIENT, idle(3));
		ConnectionMeters.Watch second = this.meters.watch("pool", "http", Role.CLIENT, idle(4));
		ConnectionMeters.Watch silent = this.meters.watch("pool", "http", Role.CLIENT, idle(-1));
		assertThat(value("connections.idle", "endpoint", "pool")).isEqualTo(7);
		first.close();
		first.close();
		assertThat(value("connections.idle", "endpoint", "pool")).isEqualTo(4);
		second.close();
		silent.close();
		assertThat(this.registry.find("connections.idle").meter()).isNull();
		this.meters.watch("pool", "http", Role.CLIENT, idle(5));
		assertThat(value("connections.idle", "endpoint", "pool")).isEqualTo(5);
	}

	@Test
	void aSourceThatThrowsHidesNoOtherOfItsName() {
		AtomicBoolean broken = new AtomicBoolean();
		this.meters.watch("pool", "http", Role.CLIENT, new ConnectionSource() {
			@Override
			public double idle() {
				if (broken.get()) {
					throw new IllegalStateException("closed");
				}
				return 3;
			}
		});
		this.meters.watch("pool", "http", Role.CLIENT, idle(4));
		broken.set(true);
		assertThat(value("connections.idle", "endpoint", "pool")).isEqualTo(4);
		assertThat(this.registry.get("sightglass.failures").counter().count()).isOne();
	}

	private static ConnectionSource idle(double connections) {
		return new ConnectionSource() {
			@Override
			public double idle() {
				return connections;
			}
		};
	}

	@Test
	void recordsNothingWhereItIsOff() {
		OpenConnection connection = ConnectionMeters.NONE.endpoint("x", "y", Role.CLIENT).opened();
		connection.handshaken(Outcome.SUCCESS);
		connection.stream().close();
		connection.close();
		assertThat(this.registry.find("connections").tag("endpoint", "x").meter()).isNull();
	}

	private double value(String name, String... tags) {
		double sum = 0;
		for (Meter meter : this.registry.find(name).tags(tags).meters()) {
			sum += meter.measure().iterator().next().getValue();
		}
		return sum;
	}

	private double millis(String name) {
		return this.registry.get(name).timer().totalTime(TimeUnit.MILLISECONDS);
	}

}
