package io.sightglass.autoconfigure.connection;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientStreamTracer;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerBuilder;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.server.ServerBuilderCustomizer;

/**
 * Thousands of calls from several threads that end at random: what gRPC itself says of
 * them, to tracers and listeners of the test, is what the meters say.
 */
class GrpcWalkTests {

	private static final int THREADS = 4;

	private static final int CALLS = 750;

	private static final MethodDescriptor<byte[], byte[]> UNKNOWN = GrpcCall.method("Unknown");

	private static final Map<Status.Code, String> ERRORS = new EnumMap<>(
			Map.of(Status.Code.UNAVAILABLE, "errors{unavailable}", Status.Code.DEADLINE_EXCEEDED, "errors{timeout}",
					Status.Code.CANCELLED, "errors{cancelled}", Status.Code.RESOURCE_EXHAUSTED, "errors{resources}"));

	private static final Truth server = new Truth();

	private final Truth client = new Truth();

	private final CallOptions options = CallOptions.DEFAULT.withStreamTracerFactory(this.client.streams());

	@Test
	void countsWhatGrpcSays() throws Exception {
		walk((channel, random) -> switch (random.nextInt(8)) {
			case 0 -> start(channel).answered().send("complete");
			case 1 -> start(channel).send("invalid");
			case 2 -> start(channel).answered().send("unavailable");
			case 3 -> start(channel).answered().cancel();
			case 4 -> GrpcCall.start(channel, this.options, UNKNOWN);
			case 5 -> within(channel, random.nextInt(5) - 1);
			default -> start(channel).send("wait").cancel();
		});
	}

	// The server hears of a call and of its end on two threads.
	@Test
	void countsCallsThatAreCancelledAtOnce() throws Exception {
		walk((channel, random) -> random.nextBoolean() ? start(channel).send("wait").cancel() : within(channel, 2));
	}

	private GrpcCall start(Channel channel) {
		return GrpcCall.start(channel, this.options, GrpcCall.METHOD);
	}

	private GrpcCall within(Channel channel, long millis) {
		return GrpcCall.start(channel, this.options.withDeadlineAfter(millis, TimeUnit.MILLISECONDS), GrpcCall.METHOD)
			.send("wait");
	}

	private void walk(Step step) throws Exception {
		server.clear();
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try (GrpcApp app = new GrpcApp(ServerTracer.class)) {
			EndpointLedger ledger = new EndpointLedger(app.registry());
			ManagedChannel channel = app.channel(app.here());
			List<Future<?>> walks = new ArrayList<>();
			for (int seed = 0; seed < THREADS; seed++) {
				Random random = new Random(seed);
				walks.add(threads.submit(() -> {
					for (int i = 0; i < CALLS; i++) {
						this.client.ended(step.take(channel, random).end());
					}
					return null;
				}));
			}
			for (Future<?> walk : walks) {
				walk.get(60, TimeUnit.SECONDS);
			}
			// What has been sent before it has arrived with it.
			this.client.ended(start(channel).answered().send("complete").end());
			Awaitility.await().atMost(20, TimeUnit.SECONDS).until(server::isAtRest);
			server.expect(ledger, "grpc");
			this.client.expect(ledger, "grpc-client");
			ledger.check();
		}
		finally {
			threads.shutdownNow();
		}
	}

	private interface Step {

		GrpcCall take(Channel channel, Random random) throws Exception;

	}

	/**
	 * What gRPC says.
	 */
	private static final class Truth {

		private final AtomicInteger open = new AtomicInteger();

		private final LongAdder streams = new LongAdder();

		private final Map<Status.Code, LongAdder> ends = new ConcurrentHashMap<>();

		void clear() {
			this.streams.reset();
			this.ends.clear();
		}

		void opened() {
			this.open.incrementAndGet();
			this.streams.increment();
		}

		void ended(Status status) {
			this.ends.computeIfAbsent(status.getCode(), (code) -> new LongAdder()).increment();
		}

		boolean isAtRest() {
			return this.open.get() == 0;
		}

		void expect(EndpointLedger ledger, String endpoint) {
			ledger.expect(endpoint, "streams", this.streams.sum());
			this.ends.forEach((code, times) -> {
				if (ERRORS.containsKey(code)) {
					ledger.expect(endpoint, ERRORS.get(code), times.sum());
				}
			});
		}

		ClientStreamTracer.Factory streams() {
			return new ClientStreamTracer.Factory() {
				@Override
				public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
					return new ClientStreamTracer() {
						@Override
						public void streamCreated(Attributes transport, Metadata metadata) {
							Truth.this.opened();
						}
					};
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ServerTracer {

		@Bean
		<T extends ServerBuilder<T>> ServerBuilderCustomizer<T> truth() {
			return (builder) -> builder.addStreamTracerFactory(new ServerStreamTracer.Factory() {
				@Override
				public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
					server.opened();
					return new ServerStreamTracer() {
						@Override
						public void streamClosed(Status status) {
							server.ended(status);
							server.open.decrementAndGet();
						}
					};
				}
			});
		}

	}

}
