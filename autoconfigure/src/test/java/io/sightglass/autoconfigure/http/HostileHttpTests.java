package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hostile clients beside good ones on a real Tomcat. More of them with
 * {@code -Dsightglass.hostile.requests=…}.
 */
class HostileHttpTests {

	private static final int REQUESTS = Integer.getInteger("sightglass.hostile.requests", 150);

	private static final int CLIENTS = 3;

	private static final int SLOW = 20;

	private static final long MEGABYTE = 1024 * 1024;

	private final RunningApp app = new RunningApp(Server.TOMCAT, "server.tomcat.connection-timeout=2s",
			"logging.level.root=ERROR", "logging.level.org.apache=OFF", "logging.level.org.springframework=OFF");

	private final AtomicLong good = new AtomicLong();

	private final AtomicBoolean over = new AtomicBoolean();

	private final List<Socket> slow = new ArrayList<>();

	@Test
	void seriesAndHeapStayBoundedAndEveryGoodRequestIsCounted() throws Exception {
		ExecutorService threads = Executors.newCachedThreadPool();
		try (RunningApp running = this.app) {
			Future<?> shopping = threads.submit(this::shop);
			Future<?> dripping = threads.submit(this::drip);
			attack(threads, 0);
			Footprint first = Footprint.of(running);
			attack(threads, 1000);
			Footprint second = Footprint.of(running);
			this.over.set(true);
			shopping.get(60, TimeUnit.SECONDS);
			dripping.get(60, TimeUnit.SECONDS);
			running.await(() -> assertThat(running.active()).isZero());
			assertThat(this.good.get()).isPositive();
			assertThat(running.counted("uri", "/orders/{id}", "status", "200")).isEqualTo(this.good.get());
			assertThat(running.timed("uri", "/orders/{id}", "status", "200")).isEqualTo(this.good.get());
			assertThat(second.series()).as("series").isLessThan(first.series() + 60);
			assertThat(second.heap()).as("heap").isLessThan(first.heap() * 5 / 4 + 8 * MEGABYTE);
			assertThat(second.threads()).as("threads").isLessThan(first.threads() + 20);
			assertThat(running.registry().find("sightglass.failures").counters()).isEmpty();
			assertThat(running.registry().find("http.requests").tagKeys("method").counters())
				.extracting((counter) -> counter.getId().getTag("uri"))
				.allSatisfy((uri) -> assertThat(uri).hasSizeLessThan(40));
		}
		finally {
			threads.shutdownNow();
		}
	}

	private void shop() {
		while (!this.over.get()) {
			assertThat(this.app.get("/orders/" + this.good.get()).statusCode()).isEqualTo(200);
			this.good.incrementAndGet();
		}
	}

	private void attack(ExecutorService threads, long seed) throws Exception {
		List<Future<?>> attacks = new ArrayList<>();
		for (int i = 0; i < CLIENTS; i++) {
			Hostility hostility = new Hostility(seed + i);
			attacks.add(threads.submit(() -> {
				for (int n = 0; n < REQUESTS / CLIENTS; n++) {
					send(hostility);
				}
			}));
		}
		for (Future<?> attack : attacks) {
			attack.get(10, TimeUnit.MINUTES);
		}
	}

	// What the server makes of it is its own business.
	private void send(Hostility hostility) {
		try (Socket socket = new Socket("127.0.0.1", this.app.port())) {
			socket.setSoTimeout(20);
			socket.getOutputStream().write(hostility.request());
			if (hostility.chance(20)) {
				socket.setSoLinger(true, 0);
				return;
			}
			if (hostility.chance(30)) {
				socket.shutdownOutput();
			}
			socket.getInputStream().readNBytes(2000);
		}
		catch (IOException ignored) {
			// Thrown out, as it deserves.
		}
	}

	private void drip() {
		Hostility hostility = new Hostility(7);
		byte[] words = hostility.slow();
		int at = 0;
		while (!this.over.get()) {
			while (this.slow.size() < SLOW) {
				open();
			}
			for (Socket socket : List.copyOf(this.slow)) {
				try {
					socket.getOutputStream().write(words[at % words.length]);
				}
				catch (IOException ex) {
					close(socket);
					this.slow.remove(socket);
				}
			}
			at++;
			pause();
		}
		this.slow.forEach(HostileHttpTests::close);
	}

	private void open() {
		try {
			this.slow.add(new Socket("127.0.0.1", this.app.port()));
		}
		catch (IOException ignored) {
			pause();
		}
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ignored) {
			// It is gone.
		}
	}

	private static void pause() {
		try {
			Thread.sleep(30);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private record Footprint(int series, long heap, int threads) {

		static Footprint of(RunningApp app) {
			Runtime runtime = Runtime.getRuntime();
			for (int i = 0; i < 3; i++) {
				System.gc();
			}
			return new Footprint(app.registry().getMeters().size(), runtime.totalMemory() - runtime.freeMemory(),
					ManagementFactory.getThreadMXBean().getThreadCount());
		}

	}

}
