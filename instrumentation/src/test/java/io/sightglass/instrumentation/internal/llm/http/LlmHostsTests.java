package io.sightglass.instrumentation.internal.llm.http;

import java.net.URI;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LlmHostsTests {

	@ParameterizedTest
	@CsvSource({ "http://llm.example:81/v1, bedrock, aws.bedrock", "http://LLM.Example:81/v1, Mistral, mistral_ai",
			"http://llm.example/v1, vertexai, gcp.vertex_ai", "http://other.example:81/v1, openai,",
			"http://llm.example:82/v1, my-proxy, my-proxy", "http://llm.example./v1, openai, openai",
			"http://llm.example.:81/v1, openai, openai" })
	void findsTheCommonNameOfAHostInAnyCase(URI uri, String provider, String name) {
		LlmHosts hosts = new LlmHosts(Map.of("llm.EXAMPLE:81", provider, "llm.example", provider));
		assertThat(hosts.provider(uri)).isEqualTo(name);
	}

}
