package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.openjdk.jmh.annotations.Benchmark;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * What does tracing add to a timer with twelve bounds, whose spans may become exemplars?
 */
public class ExemplarBenchmark extends Question {

	@Benchmark
	public int untraced(Untraced untraced, Turn turn) {
		return took(untraced.timer, turn.next());
	}

	@Benchmark
	public int notSampled(NotSampled notSampled, Turn turn) {
		return took(notSampled.timer, turn.next());
	}

	@Benchmark
	public int sampled(Sampled sampled, Turn turn) {
		return took(sampled.timer, turn.next());
	}

	@Benchmark
	public int micrometerSampled(MicrometerSampled micrometer, Turn turn) {
		return took(micrometer.timer, turn.next());
	}

	private static int took(Timer timer, int i) {
		timer.record(i * 1_000_000L, TimeUnit.NANOSECONDS);
		return i;
	}

	private static Timer timer(MeterRegistry registry) {
		return Timer.builder("took").serviceLevelObjectives(Peers.durations()).register(registry);
	}

	/** The starter without tracing. */
	public static class Untraced extends Side.Starter {

		private final Timer timer = timer(this.registry);

	}

	/** The starter where no span is sampled. */
	public static class NotSampled extends Side.Starter {

		private final Timer timer = timer(this.registry);

		/** Without samples. */
		public NotSampled() {
			super(WithoutSamples.class);
		}

	}

	/** The starter where each span is sampled. */
	public static class Sampled extends Side.Starter {

		private final Timer timer = timer(this.registry);

		/** All are samples. */
		public Sampled() {
			super(AllSamples.class);
		}

	}

	/** The stock application where each span is sampled. */
	public static class MicrometerSampled extends Side.Stock {

		private final Timer timer = timer(this.registry);

		/** All are samples. */
		public MicrometerSampled() {
			super(AllSamples.class);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithoutSamples {

		@Bean
		SpanContext spans() {
			return new Spans(false);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class AllSamples {

		@Bean
		SpanContext spans() {
			return new Spans(true);
		}

	}

	private record Spans(boolean isCurrentSpanSampled) implements SpanContext {

		@Override
		public String getCurrentTraceId() {
			return "0af7651916cd43dd8448eb211c80319c";
		}

		@Override
		public String getCurrentSpanId() {
			return "b7ad6b7169203331";
		}

		@Override
		public void markCurrentSpanAsExemplar() {
		}

	}

}
