package io.sightglass.instrumentation.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.connection.ConnectionSource;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.pipeline.Buffer;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.set.MeterSets;
import io.sightglass.meters.set.TaggedMeters;
import io.sightglass.meters.state.StateMeters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What hangs holds whoever called it, and nobody else: no lock of ours is kept meanwhile
 * that a recording needs.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingRegistryTests {

	private static final int ENDPOINTS = 50;

	private final HostileRegistry registry = new HostileRegistry();

	private final Instruments instruments = new Instruments(this.registry);

	private final List<Thread> held = new ArrayList<>();

	@AfterEach
	void release() throws InterruptedException {
		this.registry.released.countDown();
		for (Thread thread : this.held) {
			thread.join();
		}
	}

	@Test
	void aRegistrationHoldsNobodyWhoseMetersAreThere() throws InterruptedException {
		FamilyWork work = new FamilyWork(this.instruments);
		ConnectionMeters connections = ConnectionMeters.in(this.instruments, Sampler.ALWAYS);
		StateMeters state = StateMeters.in(this.instruments);
		TaggedMeters<Counter> tagged = TaggedMeters.in(this.instruments).name("placed").tags("a").counters();
		HostileSet set = MeterSets.in(this.instruments, new HostileSet.Factory(), Sampler.ALWAYS);
		AtomicInteger rounds = new AtomicInteger();
		Runnable all = () -> {
			for (int i = 0; i < ENDPOINTS; i++) {
				connections.endpoint("e" + i, "tcp", Role.SERVER).opened().closedBecause("timeout");
				tagged.with("t" + i).increment();
				state.health("c" + i, 1);
			}
			set.sold("shop", 2);
			set.packing(Role.CLIENT).close();
			set.open(Role.CLIENT).hold().close();
			work.once("known");
			rounds.incrementAndGet();
		};
		all.run();
		this.registry.be(HostileRegistry.Mood.HANGS);
		// One of each family, in whatever map of ours its place is.
		for (int i = 0; i < ENDPOINTS; i++) {
			String fresh = "new" + i;
			hang(() -> connections.endpoint(fresh, "tcp", Role.SERVER));
		}
		hang(() -> new FamilyWork(this.instruments).once("new"));
		hang(() -> tagged.with("new"));
		hang(() -> set.sold("new", 1));
		all.run();
		assertThat(rounds).hasValue(2);
		assertThat(this.registry.get("placed").tag("a", "t1").counter().count()).isEqualTo(2);
		assertThat(this.held).allMatch(Thread::isAlive);
	}

	@Test
	void aMeterHoldsItsOwnCallerOnly() throws InterruptedException {
		ConnectionMeters.Endpoint endpoint = ConnectionMeters.in(this.instruments, Sampler.ALWAYS)
			.endpoint("e", "tcp", Role.SERVER);
		Pipeline pipeline = PipelineMeters.in(this.instruments, Sampler.ALWAYS).pipeline("p");
		this.registry.be(HostileRegistry.Mood.METERS_HANG);
		hang(endpoint::opened);
		hang(() -> pipeline.stage("s").processed(1));
		this.registry.be(HostileRegistry.Mood.HEALTHY);
		endpoint.opened().close();
		pipeline.stage("s").processed(1);
		assertThat(this.registry.get("connections.closed").counter().count()).isEqualTo(1);
		assertThat(this.held).allMatch(Thread::isAlive);
	}

	@Test
	void aPoolThatDoesNotAnswerHoldsNoOther() throws InterruptedException {
		ConnectionMeters connections = ConnectionMeters.in(this.instruments, Sampler.ALWAYS);
		ConnectionMeters.Watch other = connections.watch("pool", "jdbc", Role.CLIENT, pool(() -> 3));
		hang(() -> connections.watch("pool", "jdbc", Role.CLIENT, pool(this::never)));
		connections.watch("pool", "jdbc", Role.CLIENT, pool(() -> 4)).close();
		assertThat(this.registry.get("connections.active").gauge().value()).isEqualTo(3);
		other.close();
		assertThat(this.registry.find("connections.active").gauge()).isNull();
	}

	@Test
	void aBufferThatThrowsHidesNoOther() {
		Pipeline pipeline = PipelineMeters.in(this.instruments, Sampler.ALWAYS).pipeline("p");
		pipeline.buffer("s", () -> 3, () -> 10);
		Buffer broken = pipeline.buffer("s", () -> {
			throw new IllegalStateException("no size");
		}, () -> -1);
		assertThat(this.registry.get("pipeline.buffer.size").gauge().value()).isEqualTo(3);
		assertThat(this.registry.get("pipeline.buffer.utilization").gauge().value()).isEqualTo(0.3);
		assertThat(this.registry.get("sightglass.failures").tag("family", "pipeline").counter().count()).isPositive();
		broken.close();
	}

	private double never() {
		this.registry.hang();
		return 0;
	}

	private static ConnectionSource pool(java.util.function.DoubleSupplier active) {
		return new ConnectionSource() {
			@Override
			public double active() {
				return active.getAsDouble();
			}
		};
	}

	// Until it hangs, or waits behind another that does.
	private void hang(Runnable work) throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		Thread thread = new Thread(() -> {
			begun.countDown();
			work.run();
		});
		thread.setDaemon(true);
		thread.start();
		this.held.add(thread);
		begun.await();
		while (thread.getState() == Thread.State.RUNNABLE) {
			Thread.sleep(Duration.ofMillis(1).toMillis());
		}
	}

}
