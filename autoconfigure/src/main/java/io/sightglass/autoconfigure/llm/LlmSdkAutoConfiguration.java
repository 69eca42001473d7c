package io.sightglass.autoconfigure.llm;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.google.genai.Client;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.instrumentation.internal.llm.StreamDetailsCache;
import io.sightglass.instrumentation.internal.llm.bedrock.BedrockMeasuring;
import io.sightglass.instrumentation.internal.llm.genai.GoogleGenAiClients;
import io.sightglass.instrumentation.internal.llm.http.HttpCalls;
import io.sightglass.instrumentation.internal.llm.http.LlmHosts;
import io.sightglass.instrumentation.internal.llm.sdk.AnthropicClients;
import io.sightglass.instrumentation.internal.llm.sdk.OpenAiClients;
import io.sightglass.instrumentation.internal.llm.sdk.SdkCalls;
import io.sightglass.instrumentation.internal.llm.sdk.SdkClientPostProcessor;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.LlmMeters;
import okhttp3.OkHttpClient;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.util.function.SingletonSupplier;

/**
 * The official SDKs of OpenAI, Anthropic, Google and Amazon.
 */
@AutoConfiguration(after = LlmAutoConfiguration.class)
@ConditionalOnEnabled("llm")
@ConditionalOnBean({ LlmMeters.class, LlmProperties.class, StreamDetailsCache.class, Instruments.class })
public final class LlmSdkAutoConfiguration {

	LlmSdkAutoConfiguration() {
	}

	private static SdkCalls calls(LlmMeters meters, StreamDetailsCache streams, LlmProperties properties,
			Instruments instruments, String provider) {
		LlmHosts hosts = new LlmHosts(properties.http().hosts());
		return new SdkCalls(meters, streams, instruments.failures(), hosts, provider);
	}

	/**
	 * Clients of OpenAI.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled("openai")
	@ConditionalOnClass(OpenAIClient.class)
	@ConditionalOnNeeds("LLM calls of the OpenAI SDK")
	static class OpenAiConfiguration {

		@Bean
		@ConditionalOnMissingBean
		OpenAiClients sightglassOpenAiClients(LlmMeters meters, StreamDetailsCache streams, LlmProperties properties,
				Instruments instruments) {
			return new OpenAiClients(calls(meters, streams, properties, instruments, "openai"));
		}

		@Bean
		static SdkClientPostProcessor sightglassOpenAiClientPostProcessor(ObjectProvider<OpenAiClients> clients) {
			return new SdkClientPostProcessor("the OpenAI SDK", (bean) -> {
				if (bean instanceof OpenAIClient client) {
					return clients.getObject().measured(client);
				}
				return (bean instanceof OpenAIClientAsync async) ? clients.getObject().measured(async) : bean;
			});
		}

	}

	/**
	 * Clients of Anthropic.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled("anthropic")
	@ConditionalOnClass(AnthropicClient.class)
	@ConditionalOnNeeds("LLM calls of the Anthropic SDK")
	static class AnthropicConfiguration {

		@Bean
		@ConditionalOnMissingBean
		AnthropicClients sightglassAnthropicClients(LlmMeters meters, StreamDetailsCache streams,
				LlmProperties properties, Instruments instruments) {
			return new AnthropicClients(calls(meters, streams, properties, instruments, "anthropic"));
		}

		@Bean
		static SdkClientPostProcessor sightglassAnthropicClientPostProcessor(ObjectProvider<AnthropicClients> clients) {
			return new SdkClientPostProcessor("the Anthropic SDK", (bean) -> {
				if (bean instanceof AnthropicClient client) {
					return clients.getObject().measured(client);
				}
				return (bean instanceof AnthropicClientAsync async) ? clients.getObject().measured(async) : bean;
			});
		}

	}

	/**
	 * Clients of Google.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled("google-genai")
	@ConditionalOnClass({ Client.class, OkHttpClient.class })
	@ConditionalOnNeeds("LLM calls of the Google SDK")
	static class GoogleGenAiConfiguration {

		@Bean
		@ConditionalOnMissingBean
		GoogleGenAiClients sightglassGoogleGenAiClients(ObjectProvider<HttpCalls> calls) {
			return new GoogleGenAiClients(calls::getObject);
		}

		@Bean
		static SdkClientPostProcessor sightglassGoogleGenAiPostProcessor(ObjectProvider<HttpCalls> calls) {
			GoogleGenAiClients clients = new GoogleGenAiClients(calls::getObject);
			return new SdkClientPostProcessor("the Google SDK",
					(bean) -> (bean instanceof Client client) ? clients.measured(client) : bean);
		}

	}

	/**
	 * Clients of Amazon Bedrock.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled("bedrock")
	@ConditionalOnClass({ BedrockRuntimeClient.class, ExecutionInterceptor.class, Publisher.class })
	@ConditionalOnNeeds("LLM calls of the AWS SDK")
	static class BedrockConfiguration {

		// Nobody asks for it: what the AWS SDK makes itself finds it.
		@Bean
		@Lazy(false)
		BedrockMeasuring sightglassBedrockMeasuring(ObjectProvider<HttpCalls> calls) {
			return new BedrockMeasuring(SingletonSupplier.of(calls::getObject));
		}

	}

}
