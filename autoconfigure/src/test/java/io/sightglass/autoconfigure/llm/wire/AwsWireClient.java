package io.sightglass.autoconfigure.llm.wire;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Amazon's SDK.
 */
final class AwsWireClient {

	private static final Message PROMPT = Message.builder().role("user").content(ContentBlock.fromText("Hi")).build();

	private final Map<String, BedrockRuntimeAsyncClient> clients = new ConcurrentHashMap<>();

	private AwsWireClient() {
	}

	static WireClient of(ConfigurableApplicationContext context) {
		AwsWireClient client = new AwsWireClient();
		context.addApplicationListener((event) -> {
			if (event instanceof ContextClosedEvent) {
				client.clients.values().forEach(BedrockRuntimeAsyncClient::close);
			}
		});
		return new WireClient("aws-sdk", client.kinds());
	}

	private Map<String, WireClient.Asks> kinds() {
		return Map.of("POST model/*/converse",
				(request) -> at(request).converse((it) -> it.modelId(request.model()).messages(PROMPT)).join(),
				"POST model/*/converse-stream stream",
				(request) -> at(request).converseStream((it) -> it.modelId(request.model()).messages(PROMPT),
						ConverseStreamResponseHandler.builder().subscriber((event) -> {
						}).build())
					.join(),
				"POST model/*/invoke",
				(request) -> at(request).invokeModel(
						(it) -> it.modelId(request.model()).body(SdkBytes.fromUtf8String(request.body())))
					.join(),
				"POST model/*/invoke-with-response-stream stream",
				(request) -> at(request).invokeModelWithResponseStream(
						(it) -> it.modelId(request.model()).body(SdkBytes.fromUtf8String(request.body())),
						InvokeModelWithResponseStreamResponseHandler.builder().subscriber((event) -> {
						}).build())
					.join(),
				"POST model/*/count-tokens",
				(request) -> at(request)
					.countTokens((it) -> it.modelId(request.model())
						.input((input) -> input.converse((converse) -> converse.messages(PROMPT))))
					.join());
	}

	private BedrockRuntimeAsyncClient at(WireRequest request) {
		return this.clients.computeIfAbsent(request.base(), (base) -> BedrockRuntimeAsyncClient.builder()
			.httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
			.endpointOverride(URI.create(base))
			.region(Region.US_EAST_1)
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "sk-secret")))
			.overrideConfiguration((options) -> options.retryStrategy(AwsRetryStrategy.doNotRetry()))
			.build());
	}

}
