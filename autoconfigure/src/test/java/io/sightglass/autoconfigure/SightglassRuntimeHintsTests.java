package io.sightglass.autoconfigure;

import java.lang.reflect.Method;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

import com.anthropic.client.AnthropicClient;
import com.anthropic.services.blocking.MessageService;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.errors.RateLimitException;
import com.openai.services.blocking.chat.ChatCompletionService;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import io.micrometer.prometheusmetrics.PrometheusDistributionSummary;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusTimer;
import io.sightglass.instrumentation.internal.kafka.KafkaCommitMeters;
import io.sightglass.instrumentation.internal.kafka.KafkaDeadLetterMeters;
import io.sightglass.meters.llm.price.PriceBook;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.batch.core.step.item.ChunkOrientedTasklet;
import org.springframework.batch.core.step.item.FaultTolerantChunkProcessor;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.integration.channel.AbstractExecutorChannel;
import org.springframework.integration.handler.AbstractReplyProducingMessageHandler;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

class SightglassRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	@Test
	void isFoundByTheAotEngine() {
		assertThat(SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)).hasAtLeastOneElementOfType(SightglassRuntimeHints.class);
	}

	@Test
	void coversWhatIsReadAndCalledByName() throws Exception {
		new SightglassRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.resource()
			.forResource("io/sightglass/meters/llm/price/prices-"
					+ LocalDate.ofInstant(Objects.requireNonNull(PriceBook.shipped().date()), ZoneOffset.UTC) + ".csv"))
			.accepts(this.hints);
		Method endpoint = ReflectionUtils.findMethod(Http11NioProtocol.class, "getEndpoint");
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Objects.requireNonNull(endpoint)))
			.accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(RateLimitException.class.getMethod("statusCode"))).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(OpenAiTokenUsage.class.getMethod("inputTokensDetails"))).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(OpenAiTokenUsage.InputTokensDetails.class.getMethod("cachedTokens")))
			.accepts(this.hints);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(StreamingChatResponseHandler.class))
			.accepts(this.hints);
	}

	@ParameterizedTest
	@ValueSource(classes = { String.class, Double.class, Integer.class })
	void coversWhatSpringBindsASampleRateWith(Class<?> from) throws Exception {
		new SightglassRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(SampleRate.class.getMethod("of", from)))
			.accepts(this.hints);
	}

	@Test
	@SuppressWarnings("removal") // Spring Batch has it still.
	void coversWhatTheStagesLookInto() throws Exception {
		new SightglassRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.reflection()
			.onFieldAccess(AbstractExecutorChannel.class.getDeclaredField("executor"))).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onFieldAccess(AbstractReplyProducingMessageHandler.class.getDeclaredField("adviceChain")))
			.accepts(this.hints);
		for (String field : List.of("chunkProvider", "chunkProcessor")) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onFieldAccess(ChunkOrientedTasklet.class.getDeclaredField(field))).accepts(this.hints);
		}
		assertThat(RuntimeHintsPredicates.reflection()
			.onFieldAccess(FaultTolerantChunkProcessor.class.getDeclaredField("batchRetryTemplate")))
			.accepts(this.hints);
	}

	@Test
	void coversWhatTheFastScrapeLooksInto() throws Exception {
		new SightglassRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
		for (Class<?> type : List.of(PrometheusTimer.class, PrometheusDistributionSummary.class)) {
			assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(type.getDeclaredField("histogram")))
				.accepts(this.hints);
		}
		assertThat(RuntimeHintsPredicates.reflection()
			.onFieldAccess(PrometheusMeterRegistry.class.getDeclaredField("exemplarSamplerFactory")))
			.accepts(this.hints);
		String buckets = "io.micrometer.core.instrument.distribution.";
		assertThat(RuntimeHintsPredicates.reflection()
			.onFieldAccess(buckets + "AbstractTimeWindowHistogram", "ringBuffer")).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(buckets + "FixedBoundaryHistogram", "values"))
			.accepts(this.hints);
	}

	@Test
	void coversWhatIsAskedOfSpringKafka() throws Exception {
		new SightglassRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
		String kafka = "org.springframework.kafka.";
		assertThat(RuntimeHintsPredicates.reflection()
			.onFieldAccess(kafka + "listener.adapter.MessagingMessageListenerAdapter", "handlerMethod"))
			.accepts(this.hints);
		for (String field : List.of("invokerHandlerMethod", "delegatingHandler")) {
			assertThat(
					RuntimeHintsPredicates.reflection().onFieldAccess(kafka + "listener.adapter.HandlerAdapter", field))
				.accepts(this.hints);
		}
		assertThat(RuntimeHintsPredicates.reflection()
			.onFieldAccess(kafka + "config.AbstractKafkaListenerContainerFactory", "containerCustomizer"))
			.accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onFieldAccess(kafka + "listener.AbstractMessageListenerContainer", "consumerFactory")).accepts(this.hints);
	}

	@Test
	void coversWhatKafkaMakes() {
		new SightglassRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
		for (Class<?> interceptor : List.of(KafkaCommitMeters.class, KafkaDeadLetterMeters.class)) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onConstructorInvocation(interceptor.getDeclaredConstructors()[0])).accepts(this.hints);
		}
	}

	@Test
	void coversEachPartOfAClient() {
		new SightglassRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
		for (Class<?> part : List.of(OpenAIClient.class, OpenAIClientAsync.class, ChatCompletionService.class,
				AnthropicClient.class, MessageService.class)) {
			assertThat(RuntimeHintsPredicates.proxies().forInterfaces(part)).accepts(this.hints);
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(part)
				.withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS)).accepts(this.hints);
		}
	}

	@Test
	void coversEachNameInOurCode() throws Exception {
		new SightglassRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
		NamesInCode names = NamesInCode.ofSightglass();
		assertThat(names.fields()).hasSizeGreaterThan(10).allSatisfy((field) -> {
			String[] parts = field.split("#");
			assertThat(this.hints.reflection().typeHints()).as(field)
				.anyMatch((type) -> type.getType().getName().matches(parts[0])
						&& type.fields().anyMatch((hint) -> hint.getName().equals(parts[1])));
		});
		assertThat(names.types()).hasSizeGreaterThan(2)
			.allSatisfy(
					(type) -> assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of(type))).as(type)
						.accepts(this.hints));
	}

	@Test
	void asksForNothingThatIsNotThere() {
		new SightglassRuntimeHints().registerHints(this.hints,
				new FilteredClassLoader("org.apache.coyote", "com.google.genai", "software.amazon.awssdk", "com.openai",
						"com.anthropic", "dev.langchain4j", "io.micrometer", "org.springframework.integration",
						"org.springframework.batch", "org.springframework.kafka", "org.springframework.cloud",
						"org.springframework.web.reactive", "org.springframework.ai", "org.apache.kafka", "io.netty",
						"reactor", "kotlinx", "org.springframework.boot.data", "com.google.genai", "software.amazon"));
		assertThat(this.hints.reflection().typeHints()).extracting((type) -> type.getType().getName())
			.containsExactly(SampleRate.class.getName());
		assertThat(this.hints.proxies().jdkProxyHints()).isEmpty();
		assertThat(RuntimeHintsPredicates.reflection().onType(AbstractHttp11Protocol.class)).rejects(this.hints);
	}

}
