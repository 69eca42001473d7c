package io.sightglass.instrumentation.internal.llm.http;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is asked behind gateways, whose names say nothing of whom they ask.
 */
class LlmPathsTests {

	@ParameterizedTest
	@CsvSource({ "POST, /bedrock/model/amazon.nova-pro-v1%3A0/converse, chat, amazon.nova-pro-v1:0",
			"POST, /bedrock/model/amazon.titan-embed-text-v2%3A0/invoke, embeddings, amazon.titan-embed-text-v2:0",
			"POST, /v1/acc/gw/openai/chat/completions?key=x, chat,", "POST, /providers/mistral/azure/ocr, ocr,",
			"GET, /v1/models,,", "POST, /v1/messages/count_tokens,,", "DELETE, /v1/responses/resp_1,,",
			"POST, /v1/threads/1/runs,," })
	void areKnownByMethodAndPath(String method, String path, @Nullable String operation, @Nullable String model) {
		LlmPath found = LlmPaths.of("my-gateway", method, URI.create("https://gateway.example" + path));
		assertThat((found != null) ? found.operation() : null).isEqualTo(operation);
		assertThat((found != null) ? found.model() : null).isEqualTo(model);
	}

}
