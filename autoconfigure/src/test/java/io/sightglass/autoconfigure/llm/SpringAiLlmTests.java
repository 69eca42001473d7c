package io.sightglass.autoconfigure.llm;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.llm.server.ModelServer;
import io.sightglass.instrumentation.internal.llm.springai.SpringAiCalls;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.openai.autoconfigure.OpenAiChatAutoConfiguration;
import org.springframework.ai.model.openai.autoconfigure.OpenAiEmbeddingAutoConfiguration;
import org.springframework.ai.model.openai.autoconfigure.OpenAiImageAutoConfiguration;
import org.springframework.ai.model.tool.DefaultToolCallingManager;
import org.springframework.ai.model.tool.ToolCallLimitBehavior;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.ai.tool.execution.ToolExecutionException;
import org.springframework.ai.tool.execution.ToolExecutionExceptionProcessor;
import org.springframework.ai.openai.OpenAiImageOptions;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SpringAiLlmTests {

	private final ModelServer server = new ModelServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false",
				"spring.ai.openai.base-url=" + this.server.url() + "/v1", "spring.ai.openai.api-key=none",
				"spring.ai.openai.chat.model=gpt-5-mini", "spring.ai.openai.chat.stream-usage=true",
				"spring.ai.openai.chat.stream-options.include-usage=true", "spring.ai.openai.max-retries=1",
				"spring.ai.openai.embedding.model=text-embedding-3-small", "spring.ai.openai.image.model=gpt-image-1")
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, LlmAutoConfiguration.class,
				SpringAiLlmAutoConfiguration.class, ObservationAutoConfiguration.class,
				ToolCallingAutoConfiguration.class, OpenAiChatAutoConfiguration.class,
				OpenAiEmbeddingAutoConfiguration.class, OpenAiImageAutoConfiguration.class,
				ChatClientAutoConfiguration.class));

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void countsToolsByOutcomeAndEachCallOfTheModel(boolean streaming) {
		run((context, registry) -> {
			ask(context, "use tool weather", streaming, () -> "sunny");
			assertThat(count(registry, "llm.tool.calls", "tool", "weather", "outcome", "success")).isEqualTo(1);
			ask(context, "use tool broken", streaming, () -> {
				throw new IllegalStateException("no weather today");
			});
			assertThat(count(registry, "llm.tool.calls", "tool", "broken", "outcome", "error")).isEqualTo(1);
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.until(() -> registry.get("llm.requests.active").gauge().value() == 0);
			assertThat(this.server.requests()).isEqualTo(4);
			assertThat(count(registry, "llm.requests", "outcome", "success")).isEqualTo(4);
			assertThat(count(registry, "llm.finishes", "reason", "tool_calls")).isEqualTo(2);
			assertThat(count(registry, "llm.finishes", "reason", "stop")).isEqualTo(2);
			assertThat(registry.get("llm.cost").functionCounter().count()).isEqualTo(4 * 0.000116);
		});
	}

	@Test
	void aFailedToolIsOneWhateverProcessesItsError() {
		for (ToolExecutionExceptionProcessor own : List.of(new FinalProcessor("wrong"),
				(ToolExecutionExceptionProcessor) (error) -> "wrong")) {
			this.runner.withBean(ToolExecutionExceptionProcessor.class, () -> own).run((context) -> {
				ask(context, "use tool broken", false, () -> {
					throw new IllegalStateException("no weather today");
				});
				assertThat(context.getBean(ToolExecutionExceptionProcessor.class)).isSameAs(own);
				assertThat(count(context.getBean(MeterRegistry.class), "llm.tool.calls", "tool", "broken", "outcome",
						"error"))
					.isEqualTo(1);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "gen_ai", "gen_ai.client.operation", "all" })
	void saysSoWhereItsObservationsAreOff(String observations, CapturedOutput output) {
		this.runner.withPropertyValues("management.observations.enable.http=false")
			.run((context) -> assertThat(output).doesNotContain("are not counted"));
		this.runner.withPropertyValues("management.observations.enable." + observations + "=false")
			.run((context) -> assertThat(output).containsOnlyOnce("LLM calls of Spring AI are not counted"));
	}

	// What the manager of tools was told holds for the one that takes its place.
	@Test
	void theManagersLimitsStay() {
		this.runner
			.withBean(ToolCallingManager.class,
					() -> DefaultToolCallingManager.builder()
						.maxCallsPerTool("broken", 1)
						.excludeToolFromLimit("weather")
						.maxTotalToolCalls(7)
						.onLimitExceeded(ToolCallLimitBehavior.RETURN_ERROR_RESPONSE)
						.build())
			.run((context) -> {
				Object manager = context.getBean(ToolCallingManager.class);
				Object limits = ReflectionTestUtils.getField(manager, "toolCallLimits");
				assertThat(limits).hasFieldOrPropertyWithValue("maxTotalToolCalls", 7)
					.hasFieldOrPropertyWithValue("maxCallsPerTool", Map.of("broken", 1))
					.hasFieldOrPropertyWithValue("toolsExcludedFromLimit", Set.of("weather"))
					.hasFieldOrPropertyWithValue("onLimitExceeded", ToolCallLimitBehavior.RETURN_ERROR_RESPONSE);
				assertThat(ReflectionTestUtils.getField(manager, "toolExecutionExceptionProcessor")).asString()
					.contains("ErrorProcessor");
			});
	}

	@Test
	void measuresEmbeddingsAndImages() {
		run((context, registry) -> {
			context.getBean(EmbeddingModel.class).embed("hello");
			context.getBean(ImageModel.class)
				.call(new ImagePrompt("a cat", OpenAiImageOptions.builder().model("gpt-image-1").build()));
			assertThat(count(registry, "llm.requests", "operation", "embeddings", "model", "text-embedding-3-small"))
				.isEqualTo(1);
			assertThat(count(registry, "llm.tokens", "operation", "embeddings", "type", "input")).isEqualTo(100);
			assertThat(registry.get("llm.cost").tag("operation", "embeddings").functionCounter().count())
				.isEqualTo(0.000002);
			assertThat(count(registry, "llm.requests", "operation", "image", "model", "gpt-image-1")).isEqualTo(1);
		});
	}

	@Test
	void backsOff() {
		this.runner.withPropertyValues("sightglass.llm.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SpringAiCalls.class));
	}

	private static void ask(ApplicationContext context, String prompt, boolean streaming, Supplier<String> tool) {
		String name = prompt.substring(prompt.lastIndexOf(' ') + 1);
		ChatClient.ChatClientRequestSpec request = context.getBean(ChatClient.Builder.class)
			.build()
			.prompt(prompt)
			.tools(FunctionToolCallback.builder(name, tool).description("for tests").build());
		if (streaming) {
			request.stream().content().blockLast();
		}
		else {
			request.call().content();
		}
	}

	private void run(BiConsumer<ApplicationContext, MeterRegistry> test) {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context, context.getBean(MeterRegistry.class));
		});
	}

	private static double count(MeterRegistry registry, String name, String... tags) {
		return registry.get(name).tags(Tags.of(tags)).counter().count();
	}

	private record FinalProcessor(String words) implements ToolExecutionExceptionProcessor {

		@Override
		public String process(ToolExecutionException error) {
			return this.words;
		}

	}

}
