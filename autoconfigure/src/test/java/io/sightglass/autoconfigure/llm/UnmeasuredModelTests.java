package io.sightglass.autoconfigure.llm;

import java.util.List;

import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiImageModel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.instrumentation.internal.llm.langchain4j.LangChain4jMeters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A model of LangChain4j that was built without a listener is named.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnmeasuredModelTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false")
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withUserConfiguration(Models.class)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, LlmAutoConfiguration.class,
				LangChain4jLlmAutoConfiguration.class));

	@Test
	void namesTheBeanOnce(CapturedOutput output) {
		this.runner.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.toString()
			.lines()
			.filter((line) -> line.contains("do not count") || line.contains("tells nobody")))
			.satisfiesExactlyInAnyOrder((line) -> assertThat(line).contains("'deaf'", OpenAiChatModel.class.getName()),
					(line) -> assertThat(line).contains("'deafVectors'", OpenAiEmbeddingModel.class.getName(),
							"measured(model)"),
					(line) -> assertThat(line).contains("'deafPainter'", OpenAiImageModel.class.getName(),
							"ImageModel"));
	}

	private static EmbeddingModel vectors() {
		return OpenAiEmbeddingModel.builder()
			.httpClientBuilder(new JdkHttpClientBuilder())
			.apiKey("none")
			.modelName("text-embedding-3-small")
			.build();
	}

	private static ChatModel model(List<ChatModelListener> listeners) {
		return OpenAiChatModel.builder()
			.httpClientBuilder(new JdkHttpClientBuilder())
			.apiKey("none")
			.modelName("gpt-5-mini")
			.listeners(listeners)
			.build();
	}

	@Configuration(proxyBeanMethods = false)
	static class Models {

		@Bean
		ChatModel deaf() {
			return model(List.of());
		}

		@Bean
		EmbeddingModel deafVectors() {
			return vectors();
		}

		@Bean
		ImageModel deafPainter() {
			return OpenAiImageModel.builder()
				.httpClientBuilder(new JdkHttpClientBuilder())
				.apiKey("none")
				.modelName("dall-e-3")
				.build();
		}

		@Bean
		EmbeddingModel heardVectors(LangChain4jMeters meters) {
			return meters.measured(vectors());
		}

		@Bean
		ChatModel heard(List<ChatModelListener> listeners) {
			return model(listeners);
		}

	}

}
