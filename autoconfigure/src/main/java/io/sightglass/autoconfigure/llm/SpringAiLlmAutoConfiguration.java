package io.sightglass.autoconfigure.llm;

import java.util.Arrays;

import com.openai.client.OpenAIClient;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.instrumentation.internal.llm.StreamDetailsCache;
import io.sightglass.instrumentation.internal.llm.http.LlmHosts;
import io.sightglass.instrumentation.internal.llm.sdk.OpenAiClients;
import io.sightglass.instrumentation.internal.llm.sdk.SdkClientPostProcessor;
import io.sightglass.instrumentation.internal.llm.springai.SdkHttpInterceptor;
import io.sightglass.instrumentation.internal.llm.springai.SpringAiCalls;
import io.sightglass.instrumentation.internal.llm.springai.SpringAiTools;
import io.sightglass.instrumentation.internal.llm.springai.StreamDetailsAdvisor;
import io.sightglass.instrumentation.internal.llm.springai.ToolErrorPostProcessor;
import io.sightglass.instrumentation.internal.llm.springai.UnobservedModels;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.registry.internal.log.SafeLog;
import okhttp3.Interceptor;

import org.springframework.ai.anthropic.http.okhttp.AnthropicHttpClientBuilderCustomizer;
import org.springframework.ai.chat.client.ChatClientBuilderCustomizer;
import org.springframework.ai.model.observation.ModelObservationContext;
import org.springframework.ai.openai.OpenAiAudioSpeechModel;
import org.springframework.ai.openai.http.okhttp.OpenAiHttpClientBuilderCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Spring AI: its observations give calls, tokens and errors; an advisor and a hook in the
 * HTTP client give what streams lose, the time to the first token and cached tokens.
 */
@AutoConfiguration(after = LlmAutoConfiguration.class)
@ConditionalOnEnabled({ "llm", "spring-ai" })
@ConditionalOnClass({ ModelObservationContext.class, ObservationHandler.class })
@ConditionalOnBean({ LlmMeters.class, StreamDetailsCache.class, Instruments.class })
@ConditionalOnNeeds("LLM calls of Spring AI")
public final class SpringAiLlmAutoConfiguration {

	private static final SafeLog logger = SafeLog.of(SpringAiCalls.class);

	// The name that Spring AI gives to each call of a chat model.
	private static final String CALL = "gen_ai.client.operation";

	SpringAiLlmAutoConfiguration() {
	}

	@Bean
	SpringAiCalls sightglassSpringAiCalls(LlmMeters meters, StreamDetailsCache streams, Instruments instruments,
			LlmProperties properties) {
		return new SpringAiCalls(meters, streams, instruments.failures(), new LlmHosts(properties.http().hosts()));
	}

	// What is not observed is not seen here at all. A registry that nobody has asked for
	// yet is not made for that.
	@Bean
	static SmartInitializingSingleton sightglassSpringAiObserved(ConfigurableListableBeanFactory beans) {
		return () -> Arrays.stream(beans.getBeanNamesForType(ObservationRegistry.class, true, false))
			.filter(beans::containsSingleton)
			.map((name) -> beans.getBean(name, ObservationRegistry.class))
			.filter((registry) -> !registry.isNoop() && Observation.createNotStarted(CALL, registry).isNoop())
			.forEach((registry) -> logger
				.warn("LLM calls of Spring AI are not counted, as its observation " + CALL + " is switched off: "
						+ "look at management.observations.enable and beans of type ObservationPredicate"));
	}

	@Bean
	SpringAiTools sightglassSpringAiTools(LlmMeters meters) {
		return new SpringAiTools(meters);
	}

	@Bean
	static ToolErrorPostProcessor sightglassToolErrorPostProcessor() {
		return new ToolErrorPostProcessor();
	}

	/**
	 * Streams through a {@code ChatClient}.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ChatClientBuilderCustomizer.class)
	@ConditionalOnNeeds("streams of Spring AI")
	static class ChatClientConfiguration {

		@Bean
		ChatClientBuilderCustomizer sightglassChatClientCustomizer() {
			return (builder) -> builder.defaultAdvisors(new StreamDetailsAdvisor());
		}

	}

	/**
	 * The HTTP client of the OpenAI models.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ OpenAiHttpClientBuilderCustomizer.class, Interceptor.class })
	@ConditionalOnNeeds("first tokens and retries of Spring AI with OpenAI")
	static class OpenAiConfiguration {

		@Bean
		OpenAiHttpClientBuilderCustomizer sightglassOpenAiCustomizer(LlmMeters meters, StreamDetailsCache streams,
				LlmProperties properties) {
			LlmHosts hosts = new LlmHosts(properties.http().hosts());
			return (builder) -> builder.interceptor(new SdkHttpInterceptor("openai", meters, streams, hosts));
		}

	}

	/**
	 * Models that Spring AI does not observe.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ OpenAiAudioSpeechModel.class, OpenAIClient.class })
	@ConditionalOnNeeds("speech and moderation of Spring AI")
	static class UnobservedConfiguration {

		@Bean
		static SdkClientPostProcessor sightglassSpringAiUnobservedPostProcessor(ObjectProvider<OpenAiClients> clients) {
			return new SdkClientPostProcessor("Spring AI",
					(bean) -> UnobservedModels.measured(bean, clients::getIfAvailable));
		}

	}

	/**
	 * The HTTP client of the Anthropic models.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ AnthropicHttpClientBuilderCustomizer.class, Interceptor.class })
	@ConditionalOnNeeds("first tokens and retries of Spring AI with Anthropic")
	static class AnthropicConfiguration {

		@Bean
		AnthropicHttpClientBuilderCustomizer sightglassAnthropicCustomizer(LlmMeters meters, StreamDetailsCache streams,
				LlmProperties properties) {
			LlmHosts hosts = new LlmHosts(properties.http().hosts());
			return (builder) -> builder.interceptor(new SdkHttpInterceptor("anthropic", meters, streams, hosts));
		}

	}

}
