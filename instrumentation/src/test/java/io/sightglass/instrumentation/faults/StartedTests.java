package io.sightglass.instrumentation.faults;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.instrument.Started;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.Stage;
import io.sightglass.meters.set.MeterSets;
import io.sightglass.meters.set.Stopwatch;
import io.sightglass.meters.set.Timing;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Everything that is started ends by the same words, of which the first counts.
 */
class StartedTests {

	private static final List<Word> WORDS = List.of(new Word("done", Started::done),
			new Word("done with a result", (started) -> assertThat(started.done("result")).isEqualTo("result")),
			new Word("ended without an error", (started) -> started.ended(null)),
			new Word("failed", (started) -> started.failed(new IOException())),
			new Word("ended by an error", (started) -> started.ended(new CompletionException(new IOException()))),
			new Word("failed for nothing known", (started) -> started.failed(null)),
			new Word("failed as cancelled", (started) -> started.failed(new CancellationException())),
			new Word("failed as interrupted", (started) -> started.failed(new InterruptedException())),
			new Word("cancelled", Started::cancelled), new Word("closed", StartedTests::close));

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@ParameterizedTest
	@EnumSource
	void everyWordEndsItOnce(Kind kind) {
		for (Word word : WORDS) {
			assertThat(counted(kind, word.say())).as(word.name()).isEqualTo(kind.expected(word.name()));
			for (Word later : WORDS) {
				assertThat(counted(kind, (started) -> {
					word.say().accept(started);
					later.say().accept(started);
				})).as("%s, then %s", word.name(), later.name()).isEqualTo(kind.expected(word.name()));
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void workSaysTheWordByItself(Kind kind) {
		assertThat(counted(kind, (started) -> assertThat(started.call(() -> "result")).isEqualTo("result")))
			.isEqualTo(kind.expected("done"));
		assertThat(counted(kind, (started) -> started.run(() -> {
		}))).isEqualTo(kind.expected("done"));
		assertThat(counted(kind,
				(started) -> assertThat(started.<Object, RuntimeException>callWith((same) -> same)).isSameAs(started)))
			.isEqualTo(kind.expected("done"));
		assertThat(counted(kind, (started) -> started.callWith((same) -> {
			((Started<?>) same).cancelled();
			return "result";
		}))).isEqualTo(kind.expected("cancelled"));
	}

	@ParameterizedTest
	@EnumSource
	void workThatThrowsHasFailedAndThrowsOn(Kind kind) {
		IOException thrown = new IOException("wire");
		List<Consumer<Started<?>>> ways = List.of((started) -> throwing(() -> started.call(() -> {
			throw thrown;
		}), thrown), (started) -> throwing(() -> started.run(() -> {
			throw thrown;
		}), thrown), (started) -> throwing(() -> started.callWith((same) -> {
			throw thrown;
		}), thrown));
		ways.forEach((way) -> assertThat(counted(kind, way)).isEqualTo(kind.expected("failed")));
		assertThat(
				counted(kind,
						(started) -> assertThatExceptionOfType(CancellationException.class)
							.isThrownBy(() -> started.run(StartedTests::giveUp))))
			.isEqualTo(kind.expected("cancelled"));
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsStartedWhereItIsOff(Kind kind) {
		Started<?> none = kind.none();
		for (Word word : WORDS) {
			assertThatNoException().as(word.name()).isThrownBy(() -> word.say().accept(none));
		}
		assertThat(none.call(() -> 1)).isOne();
	}

	private String counted(Kind kind, Consumer<Started<?>> use) {
		this.registry.clear();
		use.accept(kind.start(this.registry));
		return this.registry.getMeters()
			.stream()
			.flatMap(StartedTests::ending)
			.sorted()
			.collect(Collectors.joining(" "));
	}

	private static Stream<String> ending(Meter meter) {
		double count = (meter instanceof Counter counter) ? counter.count()
				: (meter instanceof Timer timer) ? timer.count() : 0;
		if (count == 0 || meter.getId().getName().equals("connections")) {
			return Stream.empty();
		}
		return Stream.of(meter.getId().getName() + Stream.of("outcome", "error", "reason")
			.map(meter.getId()::getTag)
			.map((value) -> (value != null) ? ":" + value : "")
			.collect(Collectors.joining()) + ((count != 1) ? "*" + count : ""));
	}

	private static void throwing(ThrowingCallable work, Throwable expected) {
		assertThatExceptionOfType(expected.getClass()).isThrownBy(work).isSameAs(expected);
	}

	private static void giveUp() {
		throw new CancellationException();
	}

	private static void close(Started<?> started) {
		started.close();
	}

	private record Word(String name, Consumer<Started<?>> say) {
	}

	/** What can be started. */
	enum Kind {

		TIMING {
			@Override
			Started<?> start(MeterRegistry registry) {
				return set(registry).packing(Role.CLIENT);
			}

			@Override
			String expected(String word) {
				return "set.packing:" + outcome(word);
			}
		},

		STOPWATCH {
			@Override
			Started<?> start(MeterRegistry registry) {
				return set(registry).lasting();
			}

			@Override
			String expected(String word) {
				return "set.lasting";
			}
		},

		STEP {
			@Override
			Started<?> start(MeterRegistry registry) {
				return stage(registry).start();
			}

			@Override
			String expected(String word) {
				return step(word);
			}
		},

		HELD_STEP {
			@Override
			Started<?> start(MeterRegistry registry) {
				return stage(registry).step().start();
			}

			@Override
			String expected(String word) {
				return step(word);
			}
		},

		CALL {
			@Override
			Started<?> start(MeterRegistry registry) {
				return LlmMeters.in(registry).start("openai", "gpt-4o", "chat");
			}

			@Override
			String expected(String word) {
				String outcome = word.equals("closed") ? "abandoned" : outcome(word);
				String error = word.equals("failed for nothing known") ? "other"
						: outcome.equals("error") ? "network" : outcome;
				return (outcome.equals("success") || outcome.equals("abandoned") ? "" : "llm.errors:" + error + " ")
						+ "llm.request.duration:" + outcome + " llm.requests:" + outcome;
			}
		},

		CONNECTION {
			@Override
			Started<?> start(MeterRegistry registry) {
				return ConnectionMeters.in(registry).endpoint("gateway", "tcp", Role.CLIENT).opened();
			}

			@Override
			String expected(String word) {
				String outcome = word.equals("closed") ? "closed" : outcome(word);
				return "connection.duration connections.closed:" + (outcome.equals("success") ? "closed" : outcome);
			}
		};

		abstract Started<?> start(MeterRegistry registry);

		abstract String expected(String word);

		Started<?> none() {
			return switch (this) {
				case TIMING -> Timing.NONE;
				case STOPWATCH -> Stopwatch.NONE;
				case STEP -> Stage.NONE.start();
				case HELD_STEP -> Stage.NONE.step().start();
				case CALL -> LlmMeters.NONE.start("openai", "gpt-4o", "chat");
				case CONNECTION -> ConnectionMeters.NONE.endpoint("gateway", "tcp", Role.CLIENT).opened();
			};
		}

		private static String step(String word) {
			String outcome = outcome(word);
			String error = word.equals("closed") || word.equals("failed for nothing known") ? "unfinished" : "io";
			return (outcome.equals("error") ? "pipeline.errors:" + error + " " : "") + "pipeline.records.processed:"
					+ outcome + " pipeline.stage.duration";
		}

		private static String outcome(String word) {
			return switch (word) {
				case "done", "done with a result", "ended without an error" -> "success";
				case "cancelled", "failed as cancelled", "failed as interrupted" -> "cancelled";
				default -> "error";
			};
		}

		private static HostileSet set(MeterRegistry registry) {
			return MeterSets.in(new Instruments(registry), new HostileSet.Factory(), Sampler.ALWAYS);
		}

		private static Stage stage(MeterRegistry registry) {
			return PipelineMeters.in(registry).pipeline("orders").stage("enrich");
		}

	}

}
