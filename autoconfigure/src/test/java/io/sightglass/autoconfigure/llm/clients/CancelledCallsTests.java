package io.sightglass.autoconfigure.llm.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.sightglass.instrumentation.internal.llm.http.HttpCalls;
import io.sightglass.instrumentation.internal.llm.okhttp.OkHttpCalls;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Who stops a call that the provider goes on with has cancelled it, however the client's
 * connection fares by that; what times out has not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancelledCallsTests {

	private static final String CHUNK = "data: {\"model\":\"m\",\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n";

	private final Semaphore arrived = new Semaphore(0);

	private DisposableServer server;

	private Clients clients;

	@BeforeAll
	void start() {
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.protocol(HttpProtocol.H2C, HttpProtocol.HTTP11)
			.httpRequestDecoder((decoder) -> decoder.h2cMaxContentLength(10_000))
			.handle((request, response) -> {
				boolean silent = request.uri().endsWith("silent");
				response.header("Content-Type", "text/event-stream");
				return request.receive()
					.then(Mono.fromRunnable(this.arrived::release))
					.thenMany(silent ? Flux.never()
							: response.sendString(Flux.just(CHUNK).concatWith(Flux.never()), StandardCharsets.UTF_8));
			})
			.bindNow();
		this.clients = new Clients(Duration.ZERO, "sightglass.llm.http.hosts.[127.0.0.1]=openai");
	}

	@AfterAll
	void stop() {
		this.clients.close();
		this.server.disposeNow();
	}

	@ParameterizedTest
	@CsvSource({ "HTTP_1_1", "HTTP_2" })
	void ofTheJdksClient(HttpClient.Version version) {
		HttpClient jdk = this.clients.context()
			.getBean(HttpCalls.class)
			.measured(HttpClient.newBuilder().version(version).build());
		expect("cancelled", "a body that is closed", () -> {
			var body = jdk.send(request(""), HttpResponse.BodyHandlers.ofInputStream()).body();
			new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)).readLine();
			body.close();
		});
		expect("cancelled", "lines that are closed", () -> {
			try (var lines = jdk.send(request(""), HttpResponse.BodyHandlers.ofLines()).body()) {
				assertThat(lines.findFirst()).isPresent();
			}
		});
		expect("cancelled", "a body that is left",
				() -> Flux
					.from(org.reactivestreams.FlowAdapters
						.toPublisher(jdk.send(request(""), HttpResponse.BodyHandlers.ofPublisher()).body()))
					.blockFirst(Duration.ofSeconds(20)));
		for (String path : List.of("", "silent")) {
			expect("cancelled", "a future that is cancelled " + path, () -> {
				CompletableFuture<?> answer = jdk.sendAsync(request(path), HttpResponse.BodyHandlers.ofString());
				await();
				answer.cancel(true);
			});
			expect("cancelled", "what is made of it " + path, () -> {
				CompletableFuture<?> answer = jdk.sendAsync(request(path), HttpResponse.BodyHandlers.ofString())
					.thenApply(HttpResponse::body)
					.thenApply(String::length);
				await();
				answer.cancel(true);
			});
			expect("cancelled", "a thread that is interrupted " + path, () -> {
				Future<?> thread = Executors.newSingleThreadExecutor()
					.submit(() -> jdk.send(request(path), HttpResponse.BodyHandlers.ofString()));
				await();
				thread.cancel(true);
			});
		}
		expect("error", "a timeout",
				() -> assertThatThrownBy(() -> jdk.send(HttpRequest.newBuilder(request("silent"), (name, value) -> true)
					.timeout(Duration.ofMillis(100))
					.build(), HttpResponse.BodyHandlers.ofString()))
					.isInstanceOf(java.net.http.HttpTimeoutException.class));
	}

	@ParameterizedTest
	@CsvSource({ "HTTP_1_1", "H2_PRIOR_KNOWLEDGE" })
	void ofOkHttp(Protocol protocol) {
		OkHttpClient ok = this.clients.context()
			.getBean(OkHttpCalls.class)
			.measured(new OkHttpClient.Builder().protocols(List.of(protocol)).build());
		expect("cancelled", "before the answer", () -> {
			Call call = ok.newCall(okRequest("silent"));
			Future<Response> thread = Executors.newSingleThreadExecutor().submit(call::execute);
			await();
			call.cancel();
			assertThatThrownBy(() -> thread.get(20, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IOException.class);
		});
		expect("cancelled", "amid the answer", () -> {
			Call call = ok.newCall(okRequest(""));
			try (Response response = call.execute()) {
				var source = Objects.requireNonNull(response.body()).source();
				source.readUtf8Line();
				call.cancel();
				assertThatThrownBy(source::readUtf8).isInstanceOf(IOException.class);
			}
		});
		expect("cancelled", "a thread that is interrupted", () -> {
			Future<?> thread = Executors.newSingleThreadExecutor()
				.submit(() -> ok.newCall(okRequest("silent")).execute());
			await();
			thread.cancel(true);
		});
		expect("error", "a timeout", () -> {
			OkHttpClient impatient = ok.newBuilder().callTimeout(Duration.ofMillis(100)).build();
			assertThatThrownBy(() -> impatient.newCall(okRequest("silent")).execute()).isInstanceOf(IOException.class);
		});
	}

	private void await() throws InterruptedException {
		assertThat(this.arrived.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
	}

	private void expect(String outcome, String what, Asking ask) {
		Reading reading = new Reading(this.clients.registry());
		this.arrived.drainPermits();
		try {
			ask.ask();
		}
		catch (Exception ex) {
			throw new AssertionError(what, ex);
		}
		reading.await();
		assertThat(reading.sum("llm.requests", "outcome", outcome)).as(what + ": " + reading).isOne();
		assertThat(reading.sum("llm.requests")).as(what + ": " + reading).isOne();
		assertThat(reading.sum("llm.errors", "error", outcome.equals("error") ? "timeout" : "cancelled")).as(what)
			.isOne();
	}

	private String url(String end) {
		return "http://127.0.0.1:" + this.server.port() + "/v1/chat/completions?" + end;
	}

	private HttpRequest request(String end) {
		return HttpRequest.newBuilder(URI.create(url(end)))
			.POST(HttpRequest.BodyPublishers.ofString(SpringHttpClients.body("m", "answer", true)))
			.build();
	}

	private Request okRequest(String end) {
		return new Request.Builder().url(url(end))
			.post(RequestBody.create(SpringHttpClients.body("m", "answer", true), MediaType.get("application/json")))
			.build();
	}

	@FunctionalInterface
	private interface Asking {

		void ask() throws Exception;

	}

}
