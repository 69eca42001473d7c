package io.sightglass.instrumentation.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.Counter;
import io.sightglass.instrumentation.reactor.PipelineTap;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.llm.Budget;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.set.TaggedMeters;
import io.sightglass.registry.failure.Failures;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What the application gives to be called is called once for each thing, also where the
 * registry fails around it; a failure is logged once.
 */
class TheApplicationsFunctionsTests {

	private final HostileRegistry registry = new HostileRegistry();

	private final Instruments instruments = new Instruments(this.registry);

	private final List<String> calls = new ArrayList<>();

	@Test
	void runOnceForEachElementCallAndMeter() {
		Pipeline pipeline = PipelineMeters.in(this.instruments, Sampler.ALWAYS).pipeline("p");
		LlmMeters llm = LlmMeters.in(this.instruments, (provider, model) -> {
			this.calls.add("price " + model);
			throw new IllegalStateException("no price");
		}, new Budget(this.instruments, OptionalDouble.of(1), OptionalDouble.empty(), 1, (crossed) -> {
		}));
		this.registry.be(HostileRegistry.Mood.METERS_THROW);
		Flux.just("a", "b").transform(PipelineTap.<String>stage(pipeline.stage("s"), (element) -> {
			this.calls.add("filter " + element);
			throw new NoClassDefFoundError();
		})).transform(PipelineTap.<String>sink(pipeline.sink("k"), (element) -> {
			this.calls.add("origin " + element);
			throw new IllegalStateException();
		})).doOnNext((element) -> this.calls.add("got " + element)).blockLast();
		LlmCall call = llm.start("openai", "gpt-4o", "chat");
		call.usage(1, 1, 0, 0, 0);
		call.done();
		call.close();
		this.instruments.failures().guard("own", () -> {
			this.calls.add("recording");
			throw new IllegalStateException();
		});
		assertThat(this.calls).containsExactly("filter a", "origin a", "got a", "filter b", "origin b", "got b",
				"price gpt-4o", "recording");
	}

	@Test
	void whatTheMakerOfAMeterThrowsIsItsCallersUnchanged() {
		IllegalStateException own = new IllegalStateException("own");
		TaggedMeters<Counter> tagged = TaggedMeters.in(this.instruments).name("t").tags("a").meters((tags) -> {
			this.calls.add("made");
			throw own;
		});
		assertThatThrownBy(() -> tagged.with("x")).isSameAs(own);
		assertThat(this.calls).containsExactly("made");
	}

	@Test
	void eachMeterThatThrowsIsLoggedOnceAndCountedEachTime() {
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		Logger logger = (Logger) LoggerFactory.getLogger(Failures.class);
		logger.addAppender(log);
		FamilyWork work = new FamilyWork(this.instruments);
		this.registry.be(HostileRegistry.Mood.METERS_THROW);
		work.once("a");
		double once = failures();
		work.once("a");
		logger.detachAppender(log);
		Map<String, Integer> lines = new HashMap<>();
		log.list.forEach((line) -> lines.merge(line.getMessage(), 1, Integer::sum));
		assertThat(lines).hasSizeGreaterThan(10).allSatisfy((line, times) -> assertThat(times).as(line).isOne());
		assertThat(failures()).isEqualTo(2 * once);
	}

	@Test
	void anErrorThatCannotBePrintedIsCountedAndNamed() {
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		Logger logger = (Logger) LoggerFactory.getLogger(Failures.class);
		logger.addAppender(log);
		this.instruments.failures().record("own.meter", new Hostile.Mute());
		logger.detachAppender(log);
		assertThat(failures()).isOne();
		assertThat(log.list).singleElement()
			.satisfies((line) -> assertThat(line.getFormattedMessage()).contains("own.meter", "Mute"));
	}

	private double failures() {
		return this.registry.find("sightglass.failures").counters().stream().mapToDouble(Counter::count).sum();
	}

}
