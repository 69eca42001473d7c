package io.sightglass.meters.llm;

import java.util.Locale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.internal.Handles;
import io.sightglass.meters.internal.Slots;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one provider, model and operation under OpenTelemetry's names. A label
 * that the conventions leave out, as an error's of a call without one, is empty: to
 * Prometheus that is the same.
 */
final class GenAiMeters {

	private static final String NOTHING = "";

	private static final int ABANDONED = LlmError.values().length + 1;

	private final Instruments instruments;

	private final Failures failures;

	private final boolean older;

	private final String operation;

	private final String provider;

	private final String model;

	private final BoundedValues models;

	private final Handles<String, Answers> answers = new Handles<>(Answers::new);

	GenAiMeters(Instruments instruments, boolean older, String operation, String provider, String model,
			BoundedValues models) {
		this.instruments = instruments;
		this.failures = instruments.failures();
		this.older = older;
		this.operation = operation;
		this.provider = provider;
		this.model = model;
		this.models = models;
	}

	/**
	 * The meters of the model that answered.
	 * @param model its names, if it told one
	 * @return its meters
	 */
	Answers answered(@Nullable ModelId model) {
		return this.answers.get(this.models.bound((model != null) ? model.written() : null));
	}

	/**
	 * What one model's answers are recorded in.
	 */
	final class Answers {

		private final String answered;

		private final Slots<Timer> durations;

		private final Slots<DistributionSummary> inputs;

		private final Slots<DistributionSummary> outputs;

		private final Handles<GenAiMeter, Timer> chunks = new Handles<>(this::timer);

		private final Slots<Counter> counters;

		private final Slots<DistributionSummary> older = new Slots<>(2,
				(slot) -> summary(GenAiMeter.OLDER_TOKENS, (slot == 0) ? "input" : "output"));

		Answers(String answered) {
			this.answered = answered.equals(BoundedValues.NONE) ? NOTHING : answered;
			int errors = ABANDONED + 1;
			this.durations = new Slots<>(errors, (slot) -> GenAiMeters.this.instruments
				.timer(GenAiMeters.this.older ? GenAiMeter.OLDER_DURATION : GenAiMeter.DURATION, values(error(slot))));
			this.inputs = new Slots<>(errors, (slot) -> summary(GenAiMeter.OPERATION_INPUT_TOKENS, error(slot)));
			this.outputs = new Slots<>(errors, (slot) -> summary(GenAiMeter.OPERATION_OUTPUT_TOKENS, error(slot)));
			this.counters = new Slots<>(Counted.values().length * (long) Modality.values().length, this::counter);
		}

		Timer duration(Outcome outcome, @Nullable LlmError error) {
			return this.durations.at(slot(outcome, error));
		}

		@Nullable Timer chunk(GenAiMeter meter) {
			return GenAiMeters.this.older ? null : this.chunks.get(meter);
		}

		void used(LlmUsage usage, Outcome outcome, @Nullable LlmError error) {
			// A call that told no usage would pull the quantiles down.
			if (GenAiMeters.this.older) {
				if (usage.isEmpty()) {
					return;
				}
				GenAiMeters.this.failures.add(this.older.at(0), usage.prompt());
				if (puts(usage)) {
					GenAiMeters.this.failures.add(this.older.at(1), usage.completion());
				}
				return;
			}
			if (!usage.isEmpty()) {
				GenAiMeters.this.failures.add(this.inputs.at(slot(outcome, error)), usage.prompt());
				if (puts(usage)) {
					GenAiMeters.this.failures.add(this.outputs.at(slot(outcome, error)), usage.completion());
				}
			}
			boolean told = usage.of(LlmUnit.AUDIO_INPUT) + usage.of(LlmUnit.AUDIO_OUTPUT)
					+ usage.of(LlmUnit.AUDIO_CACHE_READ) + usage.of(LlmUnit.IMAGE_INPUT)
					+ usage.of(LlmUnit.IMAGE_OUTPUT) > 0;
			Modality text = told ? Modality.TEXT : Modality.UNKNOWN;
			add(Counted.INPUT, text, usage.input() + usage.cacheRead() + usage.cacheWrite());
			add(Counted.OUTPUT, text, usage.output() + usage.reasoning());
			add(Counted.CACHE_READ, text, usage.cacheRead());
			add(Counted.CACHE_WRITE, text, usage.cacheWrite());
			add(Counted.REASONING, text, usage.reasoning());
			if (told) {
				modalities(usage);
			}
		}

		// Embeddings and the like put out no tokens, which their providers do not tell.
		private boolean puts(LlmUsage usage) {
			return GenAiMeters.this.operation.equals("chat") || GenAiMeters.this.operation.equals("text_completion")
					|| usage.completion() > 0;
		}

		private void modalities(LlmUsage usage) {
			add(Counted.INPUT, Modality.AUDIO, usage.of(LlmUnit.AUDIO_INPUT) + usage.of(LlmUnit.AUDIO_CACHE_READ));
			add(Counted.CACHE_READ, Modality.AUDIO, usage.of(LlmUnit.AUDIO_CACHE_READ));
			add(Counted.OUTPUT, Modality.AUDIO, usage.of(LlmUnit.AUDIO_OUTPUT));
			add(Counted.INPUT, Modality.IMAGE, usage.of(LlmUnit.IMAGE_INPUT));
			add(Counted.OUTPUT, Modality.IMAGE, usage.of(LlmUnit.IMAGE_OUTPUT));
		}

		// Calls without tokens show zero, once, under the modality that is not known.
		private void add(Counted counted, Modality modality, long tokens) {
			if (tokens > 0 || modality == Modality.UNKNOWN) {
				Counter counter = this.counters
					.at(counted.ordinal() * (long) Modality.values().length + modality.ordinal());
				GenAiMeters.this.failures.add(counter, tokens);
			}
		}

		private Counter counter(long slot) {
			int modalities = Modality.values().length;
			return GenAiMeters.this.instruments.counter(Counted.values()[(int) slot / modalities].meter,
					values(Modality.values()[(int) slot % modalities].name().toLowerCase(Locale.ROOT)));
		}

		private Timer timer(GenAiMeter meter) {
			return GenAiMeters.this.instruments.timer(meter, GenAiMeters.this.operation, GenAiMeters.this.provider,
					GenAiMeters.this.model, this.answered);
		}

		private DistributionSummary summary(GenAiMeter meter, String last) {
			return GenAiMeters.this.instruments.summary(meter, values(last));
		}

		private String[] values(String last) {
			return new String[] { GenAiMeters.this.operation, GenAiMeters.this.provider, GenAiMeters.this.model,
					this.answered, last };
		}

	}

	// A call that nobody ended is no success.
	private static int slot(Outcome outcome, @Nullable LlmError error) {
		return (error != null) ? error.ordinal() + 1 : (outcome == Outcome.ABANDONED) ? ABANDONED : 0;
	}

	private static String error(long slot) {
		return (slot == 0) ? NOTHING
				: (slot == ABANDONED) ? Outcome.ABANDONED.tag() : LlmError.values()[(int) slot - 1].tag();
	}

	private enum Modality {

		TEXT, AUDIO, IMAGE, UNKNOWN

	}

	private enum Counted {

		INPUT(GenAiMeter.INPUT_TOKENS), OUTPUT(GenAiMeter.OUTPUT_TOKENS), CACHE_READ(GenAiMeter.CACHE_READ_TOKENS),
		CACHE_WRITE(GenAiMeter.CACHE_WRITE_TOKENS), REASONING(GenAiMeter.REASONING_TOKENS);

		private final GenAiMeter meter;

		Counted(GenAiMeter meter) {
			this.meter = meter;
		}

	}

}
