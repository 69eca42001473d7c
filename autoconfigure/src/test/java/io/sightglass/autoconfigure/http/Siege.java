package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hostile and slow clients of a server, beside a good one. How many can be chosen with
 * {@code -Dsightglass.hostile.requests=…}.
 */
final class Siege implements AutoCloseable {

	private static final int REQUESTS = Integer.getInteger("sightglass.hostile.requests", 150);

	private static final int CLIENTS = 3;

	private static final String GONE = "/127.0.0.1:%d: GOAWAY received";

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicBoolean over = new AtomicBoolean();

	private final AtomicLong good = new AtomicLong();

	private final RunningApp app;

	private final HttpClient.Version version;

	private final LongFunction<Hostility> hostility;

	private final SlowClients slow;

	private final Future<?> shopping;

	private final Future<?> dripping;

	Siege(RunningApp app, HttpClient.Version version, LongFunction<Hostility> hostility) {
		this.app = app;
		this.version = version;
		this.hostility = hostility;
		this.slow = new SlowClients(app.port(), hostility.apply(7).slow());
		this.shopping = this.threads.submit(this::shop);
		this.dripping = this.threads.submit(this::drip);
	}

	private void shop() {
		while (!this.over.get()) {
			try {
				HttpResponse<byte[]> order = this.app
					.send(HttpRequest.newBuilder(this.app.uri("/orders/" + this.good.get())).version(this.version));
				assertThat(order.statusCode()).isEqualTo(200);
				assertThat(order.version()).isEqualTo(this.version);
				this.good.incrementAndGet();
			}
			catch (IllegalStateException ex) {
				// On a busy machine a connection is idle for so long that the server
				// ends it as the next request sets out, which it then does not begin.
				assertThat(ex).hasRootCauseMessage(GONE.formatted(this.app.port()));
			}
		}
	}

	private void drip() {
		try (SlowClients clients = this.slow) {
			while (!this.over.get()) {
				clients.drip();
			}
		}
	}

	/**
	 * Sends the hostile requests of a seed.
	 * @param seed the seed
	 * @return what they left behind
	 * @throws Exception if a client fails otherwise than by being thrown out
	 */
	Footprint attack(long seed) throws Exception {
		List<Future<?>> attacks = new ArrayList<>();
		for (int i = 0; i < CLIENTS; i++) {
			Hostility own = this.hostility.apply(seed + i);
			attacks.add(this.threads.submit(() -> {
				for (int n = 0; n < REQUESTS / CLIENTS; n++) {
					send(own);
				}
			}));
		}
		for (Future<?> attack : attacks) {
			attack.get(30, TimeUnit.MINUTES);
		}
		return Footprint.of(this.app);
	}

	// What the server makes of it is its own business.
	private void send(Hostility own) {
		byte[] request = own.request();
		boolean reset = own.chance(20);
		boolean half = own.chance(30);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.app.port())) {
			socket.setSoTimeout(20);
			socket.getOutputStream().write(request);
			if (reset) {
				socket.setSoLinger(true, 0);
				return;
			}
			if (half) {
				socket.shutdownOutput();
			}
			socket.getInputStream().readNBytes(2000);
		}
		catch (IOException ignored) {
			// Thrown out, as it deserves.
		}
	}

	/**
	 * Ends it.
	 * @return how many good requests were answered
	 * @throws Exception if one was not
	 */
	long end() throws Exception {
		this.over.set(true);
		this.shopping.get(60, TimeUnit.SECONDS);
		this.dripping.get(60, TimeUnit.SECONDS);
		return this.good.get();
	}

	@Override
	public void close() {
		this.over.set(true);
		this.threads.shutdownNow();
	}

	record Footprint(int series, long heap, int threads) {

		static Footprint of(RunningApp app) {
			app.forgetSpans();
			Runtime runtime = Runtime.getRuntime();
			for (int i = 0; i < 3; i++) {
				System.gc();
			}
			return new Footprint(app.registry().getMeters().size(), runtime.totalMemory() - runtime.freeMemory(),
					ManagementFactory.getThreadMXBean().getThreadCount());
		}

	}

}
