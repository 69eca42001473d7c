package io.sightglass.benchmarks.http;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/**
 * Boot's default handler beside Sightglass's, on an identical request: the whole
 * observation with Spring's convention, and the handler alone. Both are beans of an
 * application, with its registry. {@code NOTHING} is an application that does not observe
 * HTTP.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HttpHandlerBenchmark {

	/** Who measures. */
	@Param
	public Handlers handlers = Handlers.BOOT;

	private final DefaultServerRequestObservationConvention convention = new DefaultServerRequestObservationConvention();

	private @Nullable HttpSetUp setUp;

	private MeterObservationHandler<Observation.Context> handler = HttpSetUp.IDLE;

	private ObservationRegistry registry = ObservationRegistry.NOOP;

	@Setup
	public void start() {
		HttpSetUp setUp = new HttpSetUp(this.handlers);
		this.setUp = setUp;
		this.handler = setUp.handler();
		this.registry = setUp.observations();
	}

	@TearDown
	public void stop() {
		if (this.setUp != null) {
			this.setUp.close();
		}
	}

	@Benchmark
	public Observation observation(Request request) {
		ServerRequestObservationContext context = request.context();
		Observation observation = Observation.createNotStarted(this.convention, () -> context, this.registry).start();
		context.setPathPattern("/orders/{id}");
		observation.stop();
		return observation;
	}

	@Benchmark
	public ServerRequestObservationContext handler(Request request) {
		ServerRequestObservationContext context = request.answered;
		this.handler.onStart(context);
		this.handler.onStop(context);
		return context;
	}

	/**
	 * One request a thread.
	 */
	@State(Scope.Thread)
	public static class Request {

		private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/orders/17");

		private final MockHttpServletResponse response = new MockHttpServletResponse();

		private final ServerRequestObservationContext answered = context();

		@Setup(Level.Trial)
		public void answer() {
			DefaultServerRequestObservationConvention convention = new DefaultServerRequestObservationConvention();
			this.answered.setName(convention.getName());
			this.answered.setPathPattern("/orders/{id}");
			this.answered.addLowCardinalityKeyValues(convention.getLowCardinalityKeyValues(this.answered));
		}

		final ServerRequestObservationContext context() {
			return new ServerRequestObservationContext(this.request, this.response);
		}

	}

}
