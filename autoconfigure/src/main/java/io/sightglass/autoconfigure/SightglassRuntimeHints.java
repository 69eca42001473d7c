package io.sightglass.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import io.sightglass.instrumentation.internal.llm.sdk.MeasuredClient;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.Advised;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.core.DecoratingProxy;
import org.springframework.util.ClassUtils;

/**
 * What a native image cannot see for itself: the shipped prices, and what is asked by
 * name of libraries that may not be there. Meter sets are found by the service loader,
 * which native images know.
 */
final class SightglassRuntimeHints implements RuntimeHintsRegistrar {

	private static final List<String> TOMCAT_PROTOCOLS = List.of("org.apache.coyote.AbstractProtocol",
			"org.apache.coyote.http11.AbstractHttp11Protocol");

	private static final List<String> SDK_ERRORS = Stream.of("com.openai.errors.", "com.anthropic.errors.")
		.flatMap((vendor) -> Stream
			.of("BadRequest", "Unauthorized", "PermissionDenied", "NotFound", "UnprocessableEntity", "RateLimit",
					"InternalServer", "UnexpectedStatusCode", "Sse")
			.map((kind) -> vendor + kind + "Exception"))
		.toList();

	private static final List<String> GOOGLE_ERRORS = List.of("com.google.genai.errors.ClientException",
			"com.google.genai.errors.ServerException", "com.google.genai.errors.ApiException");

	private static final List<String> ANSWERS = List.of("dev.langchain4j.model.openai.OpenAiTokenUsage",
			"dev.langchain4j.model.openai.OpenAiChatResponseMetadata",
			"dev.langchain4j.model.openai.OpenAiResponsesChatResponseMetadata",
			"dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata",
			"dev.langchain4j.http.client.SuccessfulHttpResponse", "dev.langchain4j.http.client.sse.ServerSentEvent",
			"dev.langchain4j.exception.HttpException",
			"dev.langchain4j.model.anthropic.internal.api.AnthropicStreamingException",
			"dev.langchain4j.model.openai.OpenAiTokenUsage$InputTokensDetails",
			"dev.langchain4j.model.openai.OpenAiTokenUsage$OutputTokensDetails",
			"dev.langchain4j.model.anthropic.AnthropicTokenUsage", "dev.langchain4j.model.bedrock.BedrockTokenUsage",
			"dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage",
			"dev.langchain4j.model.google.genai.GoogleGenAiTokenUsage");

	// Made by Kafka from their names.
	private static final List<String> INTERCEPTORS = List.of(
			"io.sightglass.instrumentation.internal.kafka.KafkaCommitMeters",
			"io.sightglass.instrumentation.internal.kafka.KafkaDeadLetterMeters");

	private static final List<String> SDK_CLIENTS = List.of("com.openai.client.OpenAIClient",
			"com.openai.client.OpenAIClientAsync", "com.anthropic.client.AnthropicClient",
			"com.anthropic.client.AnthropicClientAsync");

	// What is done without where it is not there.
	private static final List<String> PRESENT = List.of("io.netty.channel.epoll.EpollSocketChannel",
			"reactor.core.publisher.Flux", "reactor.core.publisher.Mono", "kotlinx.coroutines.JobKt",
			"kotlinx.coroutines.reactor.MonoKt",
			"org.springframework.boot.data.metrics.MetricsRepositoryMethodInvocationListener");

	private static final String WEB_SOCKET = "org.springframework.web.reactive.socket.WebSocketSession";

	private static final String STREAM_HANDLER = "dev.langchain4j.model.chat.response.StreamingChatResponseHandler";

	// What the fast scrape and the stages look into; refused, they do without.
	private static final List<String> FIELDS = List.of("io.micrometer.prometheusmetrics.PrometheusTimer#histogram",
			"io.micrometer.prometheusmetrics.PrometheusDistributionSummary#histogram",
			"io.micrometer.prometheusmetrics.PrometheusMeterRegistry#exemplarSamplerFactory",
			"io.micrometer.core.instrument.distribution.AbstractTimeWindowHistogram#ringBuffer",
			"io.micrometer.core.instrument.distribution.FixedBoundaryHistogram#values",
			"com.google.genai.Client#apiClient", "com.google.genai.ApiClient#httpClient",
			"org.springframework.ai.openai.OpenAiAudioSpeechModel#openAiClient",
			"org.springframework.ai.openai.OpenAiAudioTranscriptionModel#openAiClient",
			"org.springframework.ai.openai.OpenAiAudioTranscriptionModel#openAiClientAsync",
			"org.springframework.ai.openai.OpenAiModerationModel#openAiClient",
			"org.springframework.integration.channel.AbstractExecutorChannel#executor",
			"org.springframework.integration.handler.AbstractReplyProducingMessageHandler#adviceChain",
			"org.springframework.batch.core.step.item.ChunkOrientedTasklet#chunkProvider",
			"org.springframework.batch.core.step.item.ChunkOrientedTasklet#chunkProcessor",
			"org.springframework.batch.core.step.item.FaultTolerantChunkProcessor#batchRetryTemplate",
			"org.springframework.kafka.listener.adapter.MessagingMessageListenerAdapter#handlerMethod",
			"org.springframework.kafka.listener.adapter.HandlerAdapter#invokerHandlerMethod",
			"org.springframework.kafka.listener.adapter.HandlerAdapter#delegatingHandler",
			"org.springframework.kafka.listener.AbstractMessageListenerContainer#consumerFactory",
			"org.springframework.kafka.listener.adapter.AbstractFilteringMessageListener#recordFilterStrategy",
			"org.springframework.kafka.listener.adapter.FilteringMessageListenerAdapter#ackDiscarded",
			"org.springframework.kafka.listener.adapter.FilteringBatchMessageListenerAdapter#ackDiscarded",
			"org.springframework.kafka.config.AbstractKafkaListenerContainerFactory#containerCustomizer",
			"org.springframework.integration.kafka.inbound.KafkaMessageDrivenChannelAdapter#messageListenerContainer",
			"org.springframework.integration.kafka.inbound.KafkaMessageDrivenChannelAdapter#retryTemplate",
			"org.springframework.integration.kafka.inbound.KafkaMessageDrivenChannelAdapter#recoveryCallback",
			"org.springframework.integration.kafka.inbound.KafkaMessageDrivenChannelAdapter#recordFilterStrategy",
			"org.springframework.integration.kafka.inbound.KafkaInboundGateway#messageListenerContainer",
			"org.springframework.integration.kafka.inbound.KafkaInboundGateway#retryTemplate",
			"org.springframework.integration.kafka.inbound.KafkaInboundGateway#recoveryCallback",
			"org.springframework.ai.model.tool.DefaultToolCallingManager#observationRegistry",
			"org.springframework.ai.model.tool.DefaultToolCallingManager#toolCallbackResolver",
			"org.springframework.ai.model.tool.DefaultToolCallingManager#toolExecutionExceptionProcessor",
			"org.springframework.ai.model.tool.DefaultToolCallingManager#toolCallLimits",
			"org.springframework.ai.model.tool.DefaultToolCallingManager#resolutionFallbackEnabled",
			"org.springframework.ai.model.tool.DefaultToolCallingManager#observationConvention",
			"org.springframework.ai.model.tool.ToolCallLimits#NO_LIMIT",
			"org.springframework.ai.model.tool.ToolCallLimits#defaultMaxCallsPerTool",
			"org.springframework.ai.model.tool.ToolCallLimits#maxTotalToolCalls",
			"org.springframework.ai.model.tool.ToolCallLimits#maxCallsPerTool",
			"org.springframework.ai.model.tool.ToolCallLimits#toolsExcludedFromLimit",
			"org.springframework.ai.model.tool.ToolCallLimits#onLimitExceeded",
			"org.springframework.cloud.stream.binder.AbstractMessageChannelBinder#consumerCustomizer");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
		hints.resources().registerPattern("io/sightglass/meters/llm/price/prices-*.csv");
		for (String protocol : TOMCAT_PROTOCOLS) {
			hints.reflection()
				.registerTypeIfPresent(loader, protocol,
						(type) -> type.withMethod("getEndpoint", List.of(), ExecutableMode.INVOKE));
		}
		for (String error : SDK_ERRORS) {
			hints.reflection()
				.registerTypeIfPresent(loader, error,
						(type) -> type.withMethod("statusCode", List.of(), ExecutableMode.INVOKE)
							.withMethod("body", List.of(), ExecutableMode.INVOKE));
		}
		for (String error : GOOGLE_ERRORS) {
			hints.reflection()
				.registerTypeIfPresent(loader, error,
						(type) -> type.withMethod("code", List.of(), ExecutableMode.INVOKE));
		}
		for (String answer : ANSWERS) {
			hints.reflection().registerTypeIfPresent(loader, answer, MemberCategory.INVOKE_PUBLIC_METHODS);
		}
		for (String field : FIELDS) {
			int end = field.indexOf('#');
			hints.reflection()
				.registerTypeIfPresent(loader, field.substring(0, end),
						(hint) -> hint.withField(field.substring(end + 1)));
		}
		if (ClassUtils.isPresent("org.apache.kafka.clients.consumer.ConsumerInterceptor", loader)) {
			for (String interceptor : INTERCEPTORS) {
				hints.reflection()
					.registerTypeIfPresent(loader, interceptor, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
			}
		}
		if (ClassUtils.isPresent("software.amazon.awssdk.core.interceptor.ExecutionInterceptor", loader)) {
			hints.resources().registerPattern("software/amazon/awssdk/services/bedrockruntime/execution.interceptors");
			hints.reflection()
				.registerTypeIfPresent(loader, "io.sightglass.instrumentation.internal.llm.bedrock.BedrockCalls",
						MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
		}
		// Spring's conversion asks for its methods.
		hints.reflection()
			.registerTypeIfPresent(loader, SampleRate.class.getName(), MemberCategory.INVOKE_PUBLIC_METHODS);
		PRESENT.forEach((type) -> hints.reflection().registerTypeIfPresent(loader, type));
		for (String client : SDK_CLIENTS) {
			if (ClassUtils.isPresent(client, loader)) {
				MeasuredClient.parts(ClassUtils.resolveClassName(client, loader))
					.forEach((part) -> registerProxy(hints, TypeReference.of(part)));
			}
		}
		if (ClassUtils.isPresent(STREAM_HANDLER, loader)) {
			registerProxy(hints, TypeReference.of(STREAM_HANDLER));
		}
		if (ClassUtils.isPresent(WEB_SOCKET, loader)) {
			hints.proxies()
				.registerJdkProxy(Stream
					.of(WEB_SOCKET, SpringProxy.class.getName(), Advised.class.getName(),
							DecoratingProxy.class.getName())
					.map(TypeReference::of)
					.toArray(TypeReference[]::new));
		}
	}

	// Its methods, and those of any object, are called on what it stands before.
	private static void registerProxy(RuntimeHints hints, TypeReference type) {
		hints.proxies().registerJdkProxy(type);
		hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS);
		hints.reflection().registerType(Object.class, MemberCategory.INVOKE_PUBLIC_METHODS);
	}

}
