package io.sightglass.instrumentation.internal.llm.sdk;

import java.util.List;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.core.ClientOptions;
import com.anthropic.core.LogLevel;
import com.anthropic.core.http.HttpClient;

/**
 * Measures clients of the official Anthropic SDK. Those that are beans are measured
 * already; one built by hand takes one line:
 *
 * <pre>
 * AnthropicClient client = meters.measured(AnthropicOkHttpClient.fromEnv());
 * </pre>
 *
 * <pre>
 * llm_requests_total{model="claude-haiku-4-5",operation="chat",outcome="success",provider="anthropic",streaming="true"} 1.0
 * llm_retries_total{model="claude-haiku-4-5",provider="anthropic"} 1.0
 * </pre>
 *
 * Options such as retries and log level belong to the client that is given: set them
 * before.
 */
public final class AnthropicClients {

	private final SdkCalls calls;

	public AnthropicClients(SdkCalls calls) {
		this.calls = calls;
	}

	/**
	 * A client that does the same and is measured.
	 * @param client the client, which shares its connections with the returned one
	 * @return the measured client
	 */
	public AnthropicClient measured(AnthropicClient client) {
		return MeasuredClient.of(AnthropicClient.class, this.calls,
				(calls) -> client.withOptions((options) -> measure(options, calls)));
	}

	public AnthropicClientAsync measured(AnthropicClientAsync client) {
		return MeasuredClient.of(AnthropicClientAsync.class, this.calls,
				(calls) -> client.withOptions((options) -> measure(options, calls)));
	}

	// What the options build retries, authenticates and logs; around it goes a client
	// that does so no more.
	private static void measure(ClientOptions.Builder options, SdkCalls calls) {
		HttpClient client = options.build().httpClient();
		options.httpClient(new AnthropicHttpClient(client, calls))
			.maxRetries(0)
			.logLevel(LogLevel.OFF)
			.interceptors(List.of());
	}

}
