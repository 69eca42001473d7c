package io.sightglass.instrumentation.internal.llm.sdk;

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

	public OpenAiClients(SdkCalls calls) {
		this.calls = calls;
	}

	/**
	 * A client that does the same and is measured.
	 * @param client the client, which shares its connections with the returned one
	 * @return the measured client
	 */
	public OpenAIClient measured(OpenAIClient client) {
		return MeasuredClient.of(OpenAIClient.class, this.calls,
				(calls) -> client.withOptions((options) -> measure(options, calls)));
	}

	public OpenAIClientAsync measured(OpenAIClientAsync client) {
		return MeasuredClient.of(OpenAIClientAsync.class, this.calls,
				(calls) -> client.withOptions((options) -> measure(options, calls)));
	}

	// What the options build retries, authenticates and logs; around it goes a client
	// that does so no more.
	private static void measure(ClientOptions.Builder options, SdkCalls calls) {
		HttpClient client = options.build().httpClient();
		options.httpClient(new OpenAiHttpClient(client, calls)).maxRetries(0).logLevel(LogLevel.OFF);
	}

}
