package io.sightglass.meters.llm;

import java.util.Arrays;

import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.MeterSpec;

/**
 * Calls under OpenTelemetry's names: those of the conventions for generative AI, version
 * 0.1.0, and the last two those of the general conventions up to 1.37. As there, what was
 * read from a cache is part of the input, and reasoning of the output.
 */
public enum GenAiMeter implements CatalogueMeter {

	/** Durations of calls, {@code gen_ai_client_inference_duration_seconds}. */
	DURATION(MeterSpec
		.timer("gen_ai.client.inference.duration", "Duration of a call, to the last byte of its answer.", Keys.ERROR)
		.within(Bounds.SECONDS)),

	/** Times to the first chunk of streams. */
	FIRST_CHUNK(MeterSpec
		.timer("gen_ai.client.inference.time_to_first_chunk", "Time from a streamed call's start to its first chunk.",
				Keys.CALL)
		.within(Bounds.SECONDS)),

	/** Times between chunks of streams. */
	OUTPUT_CHUNK(MeterSpec
		.timer("gen_ai.client.inference.time_per_output_chunk", "Time from one chunk of a stream to the next.",
				Keys.CALL)
		.within(Bounds.SECONDS)),

	/** Tokens that were read. */
	INPUT_TOKENS(MeterSpec.counter("gen_ai.client.inference.usage.input_tokens",
			"Tokens of prompts, with those of a cache.", Keys.MODALITY)),

	/** Tokens that were written. */
	OUTPUT_TOKENS(MeterSpec.counter("gen_ai.client.inference.usage.output_tokens",
			"Tokens of answers, with those of reasoning.", Keys.MODALITY)),

	/** Those of the read ones that came from a cache. */
	CACHE_READ_TOKENS(MeterSpec.counter("gen_ai.client.inference.usage.cache_read.input_tokens",
			"Tokens of prompts that came from a cache.", Keys.MODALITY)),

	/** Those of the read ones that went to a cache. */
	CACHE_WRITE_TOKENS(MeterSpec.counter("gen_ai.client.inference.usage.cache_write.input_tokens",
			"Tokens of prompts that went to a cache.", Keys.MODALITY)),

	/** Those of the written ones that were thought. */
	REASONING_TOKENS(MeterSpec.counter("gen_ai.client.inference.usage.reasoning.output_tokens",
			"Tokens that were thought and not said.", Keys.MODALITY)),

	/** Tokens read by one call. */
	OPERATION_INPUT_TOKENS(MeterSpec
		.summary("gen_ai.client.inference.operation.input_tokens", "Tokens of the prompt of one call.", Keys.ERROR)
		.within(Bounds.TOKENS)),

	/** Tokens written by one call. */
	OPERATION_OUTPUT_TOKENS(MeterSpec
		.summary("gen_ai.client.inference.operation.output_tokens", "Tokens of the answer of one call.", Keys.ERROR)
		.within(Bounds.TOKENS)),

	/** Durations of calls up to version 1.37. */
	OLDER_DURATION(MeterSpec
		.timer("gen_ai.client.operation.duration", "Duration of a call, to the last byte of its answer.", Keys.ERROR)
		.within(Bounds.SECONDS)),

	/** Tokens of calls up to version 1.37. */
	OLDER_TOKENS(MeterSpec
		.summary("gen_ai.client.token.usage", "Tokens of one call, input with those of a cache.", Keys.TOKENS)
		.within(Bounds.TOKENS));

	private final MeterSpec spec;

	GenAiMeter(MeterSpec spec) {
		this.spec = spec;
	}

	@Override
	public MeterSpec spec() {
		return this.spec;
	}

	private static final class Keys {

		private static final String[] CALL = { "gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model",
				"gen_ai.response.model" };

		private static final String[] ERROR = with("error.type");

		private static final String[] MODALITY = with("gen_ai.token.modality");

		private static final String[] TOKENS = with("gen_ai.token.type");

		private static String[] with(String key) {
			String[] keys = Arrays.copyOf(CALL, CALL.length + 1);
			keys[CALL.length] = key;
			return keys;
		}

	}

	private static final class Bounds {

		private static final double[] SECONDS = { 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24,
				20.48, 40.96, 81.92 };

		private static final double[] TOKENS = { 1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304,
				16777216, 67108864 };

	}

}
