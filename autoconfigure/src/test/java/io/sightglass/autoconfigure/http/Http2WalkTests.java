package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.sightglass.autoconfigure.connection.EndpointLedger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests over HTTP/2 from several threads that end at random: each that the application
 * has seen counts once, and nothing stays open.
 */
class Http2WalkTests {

	private static final int THREADS = 4;

	private static final int STEPS = 120;

	private static final int STREAMS = 6;

	private static final int[] STATUS = { 200, 500, 404 };

	// Under load a stream on Tomcat (11.0.22) stays in flight now and then: docs/http.md.
	private static final Map<Server, Integer> FORGOTTEN = Map.of(Server.TOMCAT, 2);

	private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

	private Queue<String> reached = new ConcurrentLinkedQueue<>();

	private final AtomicLong[] answered = { new AtomicLong(), new AtomicLong(), new AtomicLong() };

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@ParameterizedTest
	@EnumSource
	void countsWhatTheApplicationSaw(Server server) throws Exception {
		Class<?>[] own = server.isReactive()
				? new Class<?>[] { ReactiveEndings.Api.class, ReactiveEndings.Reached.class }
				: new Class<?>[] { ServletEndings.Impatient.class, ServletEndings.Reached.class };
		this.reached = server.isReactive() ? ReactiveEndings.Reached.queries : ServletEndings.Reached.queries;
		this.reached.clear();
		try (RunningApp app = new RunningApp(server, own, "server.http2.enabled=true",
				"server.tomcat.background-processor-delay=1s")) {
			List<Future<?>> walks = new ArrayList<>();
			for (int seed = 0; seed < THREADS; seed++) {
				String walk = seed + ".";
				Random random = new Random(seed);
				walks.add(this.threads.submit(() -> {
					walk(app, random, walk);
					return null;
				}));
			}
			for (Future<?> walk : walks) {
				walk.get(60, TimeUnit.SECONDS);
			}
			EndpointLedger ledger = new EndpointLedger(app.registry());
			app.await(() -> {
				assertThat(app.active()).isLessThanOrEqualTo(FORGOTTEN.getOrDefault(server, 0));
				assertThat(app.counted() + app.active()).isEqualTo(this.reached.size());
				assertThat(app.timed()).isEqualTo(app.counted());
				if (server.isReactive()) {
					balances(ledger.counted(), this.reached.size());
				}
				String all = app.series();
				assertThat(app.counted("uri", "/orders/{id}", "status", "200")).as(all)
					.isEqualTo(this.answered[0].get());
				assertThat(app.counted("uri", "/fail", "status", "500")).as(all).isEqualTo(this.answered[1].get());
				assertThat(app.counted("status", "404")).as(all).isEqualTo(this.answered[2].get());
			});
		}
	}

	// A connection that is broken has one error, however many streams it had.
	private static void balances(Map<String, Long> counted, long expected) {
		assertThat(counted).containsEntry("web streams", expected)
			.doesNotContainKeys("web open streams", "web opened - closed - active", "web closed{error}")
			.allSatisfy((line, count) -> assertThat(line).matches("web (streams|(errors|closed)\\{reset})"));
		assertThat(counted.get("web errors{reset}")).isEqualTo(counted.get("web closed{reset}"));
	}

	private void walk(RunningApp app, Random random, String walk) throws Exception {
		HttpClient client = HttpClient.newHttpClient();
		for (int i = 0; i < STEPS; i++) {
			switch (random.nextInt(5)) {
				case 0 -> ask(client, app, "/orders/" + i, walk + i, 0);
				case 1 -> ask(client, app, "/fail", walk + i, 1);
				case 2 -> ask(client, app, "/nothing", walk + i, 2);
				default -> giveUp(app, random);
			}
		}
	}

	private void ask(HttpClient client, RunningApp app, String path, String query, int kind) throws Exception {
		HttpResponse<String> answer = client.send(HttpRequest.newBuilder(app.uri(path + "?" + query)).build(),
				HttpResponse.BodyHandlers.ofString());
		// Once in a while Tomcat answers 500 here, amid so many resets, without us too.
		// A request that it has not given to any filter cannot have been counted.
		if (answer.statusCode() == STATUS[kind] && this.reached.contains(query)) {
			this.answered[kind].incrementAndGet();
		}
		else {
			assertThat(answer.statusCode()).as(path).isEqualTo(500);
		}
	}

	// Some streams at once, in any order of their beginnings and ends, or with the
	// connection.
	private static void giveUp(RunningApp app, Random random) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
			Http2Bytes bytes = Http2Bytes.hello();
			for (int i = 0; i < STREAMS; i++) {
				bytes.get(2 * i + 1, random.nextBoolean() ? "/wait" : "/stream");
				if (random.nextInt(3) > 0) {
					bytes.reset(2 * i + 1);
				}
			}
			socket.getOutputStream().write(bytes.bytes());
			if (random.nextBoolean()) {
				socket.getInputStream().readNBytes(20);
				for (int i = 0; i < STREAMS; i++) {
					socket.getOutputStream().write(new Http2Bytes().reset(2 * i + 1).bytes());
				}
			}
			if (random.nextBoolean()) {
				socket.shutdownOutput();
			}
		}
		catch (IOException ignored) {
			// The server has had enough of it.
		}
	}

}
