package io.sightglass.meters.llm.internal.wire;

import java.util.List;
import java.util.Locale;

/**
 * Where the providers' formats have what is read: names elsewhere, such as in the
 * arguments of a tool, are the application's.
 */
final class WireShapes {

	// What an answer is in: itself, an event of a stream, or an entry of a batch's file.
	private static final List<String> ANSWERS = List.of("", "message.", "response.", "interaction.", "response.body.",
			"result.message.");

	private static final String OF_ANSWER = """
			model                                     MODEL
			modelVersion                              MODEL
			agent                                     AGENT
			id                                        ID
			responseId                                ID
			object                                    OBJECT
			status                                    STATUS
			stop_reason                               FINISH
			finish_reason                             FINISH
			choices.finish_reason                     FINISH
			candidates.finishReason                   FINISH
			generations.finish_reason                 FINISH
			incomplete_details.reason                 FINISH
			candidates.groundingMetadata.webSearchQueries  QUERY
			promptFeedback.blockReason                BLOCKED
			service_tier                              TIER
			background                                BACKGROUND
			error                                     ERROR
			error.type                                ERROR
			error.code                                ERROR_CODE
			error.status                              ERROR
			output.type                               ITEM
			output.action.type                        ACTION
			outputs.model                             MODEL
			outputs.stop_reason                       FINISH
			data.b64_json                             PICTURE
			data.url                                  PICTURE
			messageStop.stopReason                    FINISH
			meta.billed_units.images                  BILLED_PICTURES
			meta.billed_units.image_tokens            BILLED_IMAGE_TOKENS
			meta.billed_units.input_tokens            BILLED_INPUT
			meta.billed_units.output_tokens           BILLED_OUTPUT
			meta.billed_units.search_units            RANKED
			usageMetadata.promptTokenCount            PROMPT
			usageMetadata.candidatesTokenCount        COMPLETION
			usageMetadata.totalTokenCount             TOTAL
			usageMetadata.cachedContentTokenCount     CACHED
			usageMetadata.thoughtsTokenCount          THOUGHTS
			usageMetadata.toolUsePromptTokenCount     TOOL_PROMPT
			usageMetadata.serviceTier                 TIER
			usageMetadata.trafficType                 TIER
			usageMetadata.promptTokensDetails         PROMPT_MODALITY
			usageMetadata.promptTokensDetails.modality      MODALITY
			usageMetadata.promptTokensDetails.tokenCount    MODALITY_TOKENS
			usageMetadata.cacheTokensDetails          CACHED_MODALITY
			usageMetadata.cacheTokensDetails.modality       MODALITY
			usageMetadata.cacheTokensDetails.tokenCount     MODALITY_TOKENS
			usageMetadata.candidatesTokensDetails     COMPLETION_MODALITY
			usageMetadata.candidatesTokensDetails.modality    MODALITY
			usageMetadata.candidatesTokensDetails.tokenCount  MODALITY_TOKENS
			""";

	private static final List<String> USAGES = List.of("usage.", "message.usage.", "response.usage.",
			"interaction.usage.", "response.body.usage.", "result.message.usage.", "delta.usage.", "x_groq.usage.",
			"choices.usage.");

	private static final String OF_USAGE = """
			prompt_tokens                             PROMPT
			completion_tokens                         COMPLETION
			total_tokens                              TOTAL
			input_tokens                              INPUT
			output_tokens                             COMPLETION
			prompt_tokens_details.cached_tokens       CACHED
			prompt_tokens_details.cache_write_tokens  WRITTEN
			prompt_tokens_details.audio_tokens        AUDIO_INPUT
			prompt_tokens_details.image_tokens        IMAGE_INPUT
			input_tokens_details.cached_tokens        CACHED
			input_tokens_details.cache_write_tokens   WRITTEN
			input_tokens_details.audio_tokens         AUDIO_INPUT
			input_tokens_details.image_tokens         IMAGE_INPUT
			input_token_details.cached_tokens         CACHED
			input_token_details.audio_tokens          AUDIO_INPUT
			completion_tokens_details.reasoning_tokens  REASONING
			completion_tokens_details.audio_tokens    AUDIO_OUTPUT
			completion_tokens_details.image_tokens    IMAGE_OUTPUT
			output_tokens_details.reasoning_tokens    REASONING
			output_tokens_details.thinking_tokens     REASONING
			output_tokens_details.audio_tokens        AUDIO_OUTPUT
			output_tokens_details.image_tokens        IMAGE_OUTPUT
			reasoning_tokens                          REASONING
			cached_tokens                             CACHED
			num_cached_tokens                         CACHED
			prompt_cache_hit_tokens                   CACHED
			cache_read_input_tokens                   CACHE_READ
			cache_creation_input_tokens               CACHE_CREATION
			cache_creation.ephemeral_5m_input_tokens  CACHE_CREATION_5M
			cache_creation.ephemeral_1h_input_tokens  CACHE_CREATION_1H
			server_tool_use.web_search_requests       SEARCHES
			num_search_queries                        SEARCHES
			citation_tokens                           CITED
			service_tier                              TIER
			speed                                     SPEED
			iterations                                ITERATION
			iterations.type                           ITERATION_TYPE
			iterations.input_tokens                   ITERATION_INPUT
			iterations.output_tokens                  ITERATION_OUTPUT
			iterations.cache_read_input_tokens        ITERATION_CACHE_READ
			iterations.cache_creation_input_tokens    ITERATION_CACHE_CREATION
			iterations.cache_creation.ephemeral_1h_input_tokens  ITERATION_CACHE_CREATION_1H
			connector_tokens                          CONNECTED
			connectors.web_search                     SEARCHES
			connectors.web_search_premium             SEARCHES
			is_byok                                   OWN_KEY
			cost_details.upstream_inference_cost      UPSTREAM_COST
			extra_properties.google.traffic_type      TRAFFIC
			billed_units.input_tokens                 BILLED_INPUT
			billed_units.output_tokens                BILLED_OUTPUT
			billed_units.search_units                 RANKED
			seconds                                   SECONDS
			prompt_audio_seconds                      SECONDS
			cost                                      COST
			cost.total_cost                           COST
			cost_in_usd_ticks                         TICKS
			inputTokens                               INPUT
			outputTokens                              COMPLETION
			cacheReadInputTokens                      CACHE_READ
			cacheReadInputTokenCount                  CACHE_READ
			cacheWriteInputTokens                     CACHE_CREATION
			cacheWriteInputTokenCount                 CACHE_CREATION
			cacheDetails                              CACHE_DETAIL
			cacheDetails.ttl                          TTL
			cacheDetails.inputTokens                  TTL_TOKENS
			total_input_tokens                        PROMPT
			total_output_tokens                       COMPLETION
			total_cached_tokens                       CACHED
			total_thought_tokens                      THOUGHTS
			total_tool_use_tokens                     TOOL_PROMPT
			grounding_tool_count.count                SEARCHES
			input_tokens_by_modality                  PROMPT_MODALITY
			input_tokens_by_modality.modality         MODALITY
			input_tokens_by_modality.tokens           MODALITY_TOKENS
			output_tokens_by_modality                 COMPLETION_MODALITY
			output_tokens_by_modality.modality        MODALITY
			output_tokens_by_modality.tokens          MODALITY_TOKENS
			""";

	private static final String OF_ONE = """
			type                                      TYPE
			code                                      EVENT_CODE
			custom_id                                 ENTRY
			key                                       ENTRY
			response.status_code                      RESULT_STATUS
			result.type                               RESULT
			result.error.error.type                   ERROR
			result.error.type                         ERROR
			choices.error.code                        ERROR_CODE
			choices.message.content                   CONTENT
			choices.delta.content                     CONTENT
			choices.delta.content.text                CONTENT
			choices.delta.content.thinking.text       CONTENT
			choices.delta.reasoning_content           CONTENT
			choices.delta.reasoning                   CONTENT
			choices.delta.refusal                     CONTENT
			choices.delta.function_call.arguments     CONTENT
			choices.delta.tool_calls.function.name    CONTENT
			choices.delta.tool_calls.function.arguments  CONTENT
			choices.delta.audio.data                  CONTENT
			choices.delta.audio.transcript            CONTENT
			choices.text                              CONTENT
			content                                   CONTENT
			contentBlockDelta.delta.text              CONTENT
			contentBlockDelta.delta.toolUse.input     CONTENT
			outputs.text                              CONTENT
			text                                      CONTENT
			delta                                     CONTENT
			partial_image_b64                         CONTENT
			delta.text                                CONTENT
			delta.thinking                            CONTENT
			delta.thought                             CONTENT
			delta.partial_json                        CONTENT
			delta.arguments                           CONTENT
			delta.name                                CONTENT
			delta.data                                CONTENT
			delta.content.text                        CONTENT
			delta.toolUse.input                       CONTENT
			delta.reasoningContent.text               CONTENT
			delta.message.content.text                CONTENT
			delta.message.content.thinking            CONTENT
			delta.message.tool_plan                   CONTENT
			delta.message.tool_calls.function.name    CONTENT
			delta.message.tool_calls.function.arguments  CONTENT
			delta.stop_reason                         FINISH
			delta.finish_reason                       FINISH
			delta.error                               ERROR
			item.name                                 CONTENT
			item.arguments                            CONTENT
			tool_plan                                 CONTENT
			candidates.content.parts.text             CONTENT
			candidates.content.parts.functionCall.name  CONTENT
			candidates.content.parts.inlineData.data  CONTENT
			message.content                           CONTENT
			message.thinking                          CONTENT
			message.tool_calls.function.name          CONTENT
			response                                  CONTENT
			outputText                                CONTENT
			generation                                CONTENT
			done_reason                               FINISH
			stopReason                                FINISH
			completionReason                          FINISH
			results.completionReason                  FINISH
			serviceTier.type                          TIER
			trace.promptRouter.invokedModelId         ROUTED_MODEL
			prompt_eval_count                         PROMPT
			eval_count                                LAST_COMPLETION
			prompt_token_count                        PROMPT
			generation_token_count                    COMPLETION
			inputTextTokenCount                       PROMPT
			totalOutputTextTokenCount                 COMPLETION
			results.tokenCount                        EACH_COMPLETION
			amazon-bedrock-invocationMetrics.inputTokenCount            INPUT
			amazon-bedrock-invocationMetrics.outputTokenCount           COMPLETION
			amazon-bedrock-invocationMetrics.cacheReadInputTokenCount   CACHE_READ
			amazon-bedrock-invocationMetrics.cacheWriteInputTokenCount  CACHE_CREATION
			predictions.embeddings.statistics.token_count  EACH_PROMPT
			predictions.bytesBase64Encoded            PICTURE
			images                                    PICTURES
			artifacts.base64                          PICTURE
			finish_reasons                            FILTERED
			usage_info.pages_processed                PAGES
			duration                                  DURATION
			""";

	private static final String OF_REQUEST = """
			model                                     MODEL
			modelId                                   MODEL
			request.model                             MODEL
			agent                                     AGENT
			input                                     SPOKEN
			deferred                                  DEFERRED
			stream                                    STREAM
			""";

	private static final String OF_PROMPT = """
			messages.content                          SAID
			messages.content.text                     SAID
			messages.content.content                  SAID
			messages.content.content.text             SAID
			messages.content.image_url.url            SAID
			messages.content.input_audio.data         SAID
			messages.content.source.data              SAID
			messages.content.source.url               SAID
			messages.content.tool_use_id              SAID
			messages.tool_call_id                     SAID
			system                                    SAID
			system.text                               SAID
			""";

	/** An answer. */
	static final JsonShape ANSWER = answer();

	/** A request. */
	static final JsonShape REQUEST = of(OF_REQUEST);

	/** A request and what is said in its prompt. */
	static final JsonShape REQUEST_AND_PROMPT = of(OF_REQUEST + OF_PROMPT);

	private WireShapes() {
	}

	private static JsonShape answer() {
		JsonShape shape = new JsonShape();
		ANSWERS.forEach((prefix) -> add(shape, prefix, OF_ANSWER));
		USAGES.forEach((prefix) -> add(shape, prefix, OF_USAGE));
		add(shape, "", OF_ONE);
		return shape;
	}

	private static JsonShape of(String table) {
		JsonShape shape = new JsonShape();
		add(shape, "", table);
		return shape;
	}

	private static void add(JsonShape shape, String prefix, String table) {
		table.lines()
			.map((line) -> line.strip().split(" +"))
			.forEach((cells) -> shape.add(prefix + cells[0], WireField.valueOf(cells[1].toUpperCase(Locale.ROOT))));
	}

}
