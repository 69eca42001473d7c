package io.sightglass.autoconfigure.llm.http;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.ClientOptions;
import com.openai.core.LogLevel;
import com.openai.core.http.HttpClient;

/**
 * Measures clients of the official OpenAI SDK. Those that are beans are measured already;
 * one built by hand takes one line:
 *
 * <pre>
 * OpenAIClient client = meters.measured(OpenAIOkHttpClient.fromEnv());
 * </pre>
 *
 * <pre>
 * llm_requests_total{model="gpt-5-mini",operation="chat",outcome="success",provider="openai",streaming="true"} 1.0
 * llm_retries_total{model="gpt-5-mini",provider="openai"} 1.0
 * </pre>
 *
 * Options such as retries and log level belong to the client that is given: set them
 * before.
 */
public final class OpenAiClients {

	private final SdkCalls calls;

	OpenAiClients(SdkCalls calls) {
		this.calls = calls;
	}

	/**
	 * A client that does the same and is measured.
	 * @param client the client, which shares its connections with the returned one
	 * @return the measured client
	 */
	public OpenAIClient measured(OpenAIClient client) {
		return ClientChoice.of(OpenAIClient.class, client.withOptions((options) -> measure(options, SdkMode.COUNT)),
				client.withOptions((options) -> measure(options, SdkMode.WATCH)));
	}

	public OpenAIClientAsync measured(OpenAIClientAsync client) {
		return ClientChoice.of(OpenAIClientAsync.class,
				client.withOptions((options) -> measure(options, SdkMode.COUNT)),
				client.withOptions((options) -> measure(options, SdkMode.WATCH)));
	}

	// What the options build retries, authenticates and logs; around it goes a client
	// that does so no more.
	private void measure(ClientOptions.Builder options, SdkMode mode) {
		HttpClient client = options.build().httpClient();
		options.httpClient(new OpenAiHttpClient(client, this.calls, mode)).maxRetries(0).logLevel(LogLevel.OFF);
	}

}
