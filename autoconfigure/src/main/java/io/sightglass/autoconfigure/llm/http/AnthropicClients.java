package io.sightglass.autoconfigure.llm.http;

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

	AnthropicClients(SdkCalls calls) {
		this.calls = calls;
	}

	/**
	 * A client that does the same and is measured.
	 * @param client the client, which shares its connections with the returned one
	 * @return the measured client
	 */
	public AnthropicClient measured(AnthropicClient client) {
		return ClientChoice.of(AnthropicClient.class, client.withOptions((options) -> measure(options, SdkMode.COUNT)),
				client.withOptions((options) -> measure(options, SdkMode.WATCH)));
	}

	public AnthropicClientAsync measured(AnthropicClientAsync client) {
		return ClientChoice.of(AnthropicClientAsync.class,
				client.withOptions((options) -> measure(options, SdkMode.COUNT)),
				client.withOptions((options) -> measure(options, SdkMode.WATCH)));
	}

	// What the options build retries, authenticates and logs; around it goes a client
	// that does so no more.
	private void measure(ClientOptions.Builder options, SdkMode mode) {
		HttpClient client = options.build().httpClient();
		options.httpClient(new AnthropicHttpClient(client, this.calls, mode))
			.maxRetries(0)
			.logLevel(LogLevel.OFF)
			.interceptors(List.of());
	}

}
