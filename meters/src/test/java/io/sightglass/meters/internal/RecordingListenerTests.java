package io.sightglass.meters.internal;

import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.Stage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A listener of the registry records amid a registration, as one does that counts
 * connections of its own.
 */
class RecordingListenerTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Instruments instruments = new Instruments(this.registry);

	private final AtomicBoolean recording = new AtomicBoolean();

	@Test
	void isNotThrownAt() {
		ConnectionMeters.Endpoint endpoint = ConnectionMeters.in(this.instruments, Sampler.ALWAYS)
			.endpoint("web", "http", Role.SERVER);
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		onFirst("connections.closed", () -> {
			try {
				endpoint.opened().closedBecause("own");
			}
			catch (RuntimeException ex) {
				thrown.set(ex);
			}
		});
		endpoint.opened().closedBecause("own");
		assertThat(this.recording).isTrue();
		assertThat(thrown).hasNullValue();
	}

	// The listener holds the registry's lock, and the other thread waits for it.
	@Test
	void doesNotWaitForAThreadThatWaitsForTheRegistry() throws Exception {
		Stage stage = PipelineMeters.in(this.instruments, Sampler.ALWAYS).pipeline("orders").stage("enrich");
		onFirst("foreign", () -> {
			Thread other = daemon(() -> stage.failed(1, new IllegalArgumentException()));
			while (other.getState() != Thread.State.BLOCKED) {
				Thread.onSpinWait();
			}
			stage.failed(1, new SocketTimeoutException());
		});
		Thread first = daemon(() -> this.registry.counter("foreign"));
		first.join(TimeUnit.SECONDS.toMillis(30));
		assertThat(first.isAlive()).isFalse();
		assertThat(this.recording).isTrue();
	}

	private void onFirst(String name, Runnable record) {
		this.registry.config().onMeterAdded((Meter meter) -> {
			if (meter.getId().getName().equals(name) && this.recording.compareAndSet(false, true)) {
				record.run();
			}
		});
	}

	private static Thread daemon(Runnable work) {
		Thread thread = new Thread(work);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

}
