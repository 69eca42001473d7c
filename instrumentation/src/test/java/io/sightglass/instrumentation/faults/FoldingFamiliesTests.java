package io.sightglass.instrumentation.faults;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.PriceBook;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.state.StateMeters;
import io.sightglass.meters.transport.TransportMeters;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A family and the registry's limiter bound the same tags. Either may be the first to
 * fold, neither may refuse the other's count, and no recording may be lost.
 */
class FoldingFamiliesTests {

	private static final int NAMES = 300;

	private final MeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@ParameterizedTest
	@CsvSource({ "1, ''", "20, ''", "50, shop", "150, shop", "10000, ''" })
	void foldWithTheLimiterAndLoseNothing(int limit, String prefix) {
		SeriesLimiter limiter = new SeriesLimiter(new SeriesLimits(limit, 1_000_000), prefix);
		this.registry.config().meterFilter(limiter);
		limiter.bindTo(this.registry);
		Instruments instruments = new Instruments(this.registry, prefix);
		works(instruments).forEach((work) -> IntStream.range(0, NAMES).forEach((i) -> work.accept("n" + i)));
		String before = prefix.isEmpty() ? "" : prefix + ".";
		assertThat(this.registry.find(before + "sightglass.failures").counters()).isEmpty();
		assertThat(sum(before + "connections")).isEqualTo(3 * NAMES).isEqualTo(sum(before + "connections.closed"));
		assertThat(sum(before + "connections.failed")).isEqualTo(NAMES);
		assertThat(sum(before + "transport.sent")).isEqualTo(2 * NAMES);
		assertThat(sum(before + "transport.errors")).isEqualTo(NAMES);
		assertThat(sum(before + "pipeline.records.received")).isEqualTo(2 * NAMES);
		assertThat(sum(before + "pipeline.records.delivered")).isEqualTo(NAMES);
		assertThat(sum(before + "llm.requests")).isEqualTo(4 * NAMES);
		assertThat(sum(before + "llm.drifts")).isEqualTo(NAMES);
		assertThat(sum(before + "llm.tool.calls")).isEqualTo(NAMES);
		assertThat(this.registry.find(before + "sightglass.series.folded").meters()).allMatch(Counter.class::isInstance)
			.extracting((meter) -> meter.getId().getTag("meter") + " " + meter.getId().getTag("tag"))
			.contains(before + "connections endpoint", before + "connections.closed reason",
					before + "transport.errors error", before + "pipeline.records.received pipeline",
					before + "llm.requests model", before + "health.status component");
	}

	private static List<Consumer<String>> works(Instruments instruments) {
		ConnectionMeters connections = ConnectionMeters.in(instruments, Sampler.ALWAYS);
		TransportMeters transport = TransportMeters.in(instruments, Sampler.ALWAYS);
		PipelineMeters pipelines = PipelineMeters.in(instruments, Sampler.ALWAYS);
		LlmMeters llm = LlmMeters.in(instruments, PriceBook.shipped());
		StateMeters state = StateMeters.in(instruments);
		return List.of((name) -> connections.endpoint(name, "tcp", Role.SERVER).opened().closedBecause("closed"),
				(name) -> connections.endpoint("one", name, Role.CLIENT).opened().closedBecause("closed"),
				(name) -> connections.endpoint("two", "tcp", Role.CLIENT).opened().closedBecause(name),
				(name) -> connections.endpoint("two", "tcp", Role.CLIENT).attemptFailedBecause(name),
				(name) -> transport.endpoint(name, "tcp", Role.SERVER).sent(1),
				(name) -> transport.endpoint("one", name, Role.CLIENT).sent(1),
				(name) -> transport.endpoint("one", "tcp", Role.CLIENT).failedBecause(name),
				(name) -> transport.node(name, name, name).latency(Duration.ofNanos(1)),
				(name) -> pipelines.pipeline(name).source("one").received(1),
				(name) -> pipelines.pipeline("one").source(name).received(1),
				(name) -> pipelines.pipeline("one").stage(name).processed(1),
				(name) -> pipelines.pipeline("one").sink(name).delivered(1),
				(name) -> pipelines.pipeline("one").group(name).rebalanced(),
				(name) -> llm.start(name, "one", "chat").close(), (name) -> llm.start("openai", name, "chat").close(),
				(name) -> llm.start("openai", "one", name).close(), (name) -> llm.toolCall(name, Outcome.SUCCESS),
				(name) -> unlike(llm.start("openai", "one", "chat"), name), (name) -> state.health(name, 1),
				(name) -> state.leader(name, true));
	}

	private static void unlike(LlmCall call, String answered) {
		call.model(answered);
		call.close();
	}

	private double sum(String name) {
		return this.registry.find(name).meters().stream().mapToDouble(FoldingFamiliesTests::value).sum();
	}

	private static double value(Meter meter) {
		return ((Counter) meter).count();
	}

}
