package io.sightglass.registry.internal.forgotten;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.limit.SeriesLimits;
import io.sightglass.testing.Until;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ForgottenThreadTests {

	private final OpenRegistries registries = new OpenRegistries();

	private final AtomicInteger ends = new AtomicInteger();

	// Other tests of this JVM may have left some.
	private final Set<Thread> before = Thread.getAllStackTraces().keySet();

	@Test
	void tenRegistriesLeaveNoThread() {
		for (int i = 0; i < 10; i++) {
			SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
					SeriesLimits.DEFAULT, Duration.ofHours(1), null);
			registry.timer("orders").record(Duration.ofMillis(1));
			assertThat(ours()).isNotEmpty().allMatch(Thread::isDaemon);
			registry.close();
			assertThat(ours()).isEmpty();
		}
	}

	@Test
	void endsWithTheLastRegistryWhateverIsStillHeld() {
		Forgotten forgotten = new Forgotten(Forgotten::daemon, this.registries);
		List<SimpleMeterRegistry> all = List.of(new SimpleMeterRegistry(), new SimpleMeterRegistry());
		all.forEach(this.registries::add);
		forgotten.add(this, this.ends::incrementAndGet);
		all.get(0).close();
		forgotten.endWithTheLast();
		assertThat(ours()).singleElement()
			.satisfies((thread) -> assertThat(thread.getName()).isEqualTo("sightglass-forgotten"))
			.matches(Thread::isDaemon);
		all.get(1).close();
		forgotten.endWithTheLast();
		assertThat(ours()).isEmpty();
	}

	@Test
	void endsWithTheLastRegistryThatDoesNotSayWhenItCloses() {
		Forgotten forgotten = new Forgotten(Forgotten::daemon, this.registries);
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		this.registries.add(registry);
		forgotten.add(this, this.ends::incrementAndGet);
		assertThat(ours()).isNotEmpty();
		registry.close();
		Until.so("no thread is left", () -> ours().isEmpty());
	}

	@Test
	void whatIsTrackedAfterTheLastRegistryStartsNothing() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		this.registries.add(registry);
		registry.close();
		Forgotten forgotten = new Forgotten((work) -> {
			throw new AssertionError("a thread");
		}, this.registries);
		Forgotten.Tracked tracked = forgotten.add(this, this.ends::incrementAndGet);
		tracked.end();
		tracked.end();
		assertThat(this.ends).hasValue(1);
	}

	@Test
	void withoutAThreadAllElseGoesOnAndItIsTriedAgain() {
		AtomicInteger tries = new AtomicInteger();
		Forgotten forgotten = new Forgotten((work) -> {
			if (tries.incrementAndGet() == 1) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			Thread thread = new Thread(work, "test-forgotten");
			thread.setDaemon(true);
			return thread;
		}, this.registries);
		for (int i = 0; i < 100; i++) {
			forgotten.add(this, this.ends::incrementAndGet).end();
		}
		assertThat(this.ends).hasValue(100);
		assertThat(tries).hasValue(1);
		Until.so("what is forgotten is found", () -> {
			forgotten.add(new Object(), this.ends::incrementAndGet);
			System.gc();
			return this.ends.get() > 100;
		});
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		this.registries.add(registry);
		registry.close();
		forgotten.endWithTheLast();
	}

	private List<Thread> ours() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("sightglass-") && !this.before.contains(thread))
			.toList();
	}

}
