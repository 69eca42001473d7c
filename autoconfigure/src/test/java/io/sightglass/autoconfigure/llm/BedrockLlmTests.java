package io.sightglass.autoconfigure.llm;

import java.net.URI;
import java.time.Duration;
import java.util.function.BiConsumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The AWS SDK's own clients, built by hand as anywhere.
 */
class BedrockLlmTests {

	private final BedrockServer server = new BedrockServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false")
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, LlmAutoConfiguration.class,
				LlmSdkAutoConfiguration.class));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void converseCountsWithItsCache() {
		withClient((client, registry) -> {
			assertThat(client.converse(question()).output().message().content().get(0).text()).isEqualTo("Hi");
			expectUsage(registry, "false");
		});
	}

	@Test
	void countsWhereBeansAreMadeLate() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				try (BedrockRuntimeClient client = client()) {
					client.converse(question());
				}
				expectUsage(context.getBean(MeterRegistry.class), "false");
			});
	}

	@Test
	void converseAsyncCountsOnce() {
		withAsyncClient((client, registry) -> {
			client.converse(question()).join();
			expectUsage(registry, "false");
		});
	}

	@Test
	void converseStreamCountsWithItsFirstToken() {
		withAsyncClient((client, registry) -> {
			StringBuilder said = new StringBuilder();
			client
				.converseStream(
						ConverseStreamRequest.builder()
							.modelId(BedrockServer.MODEL)
							.messages(question().messages())
							.build(),
						ConverseStreamResponseHandler.builder()
							.subscriber(ConverseStreamResponseHandler.Visitor.builder()
								.onContentBlockDelta((delta) -> said.append(delta.delta().text()))
								.build())
							.build())
				.join();
			assertThat(said).asString().isEqualTo("Hi");
			expectUsage(registry, "true");
			assertThat(registry.get("llm.time.to.first.token").timer().count()).isEqualTo(1);
		});
	}

	@Test
	void whatTheClientAsksAgainIsOneCall() {
		withClient((client, registry) -> {
			this.server.refusals.set(2);
			client.converse(question());
			assertThat(this.server.requests).hasValue(3);
			expectUsage(registry, "false");
			assertThat(registry.get("llm.retries").counter().count()).isEqualTo(2);
		});
	}

	@Test
	void aRefusalIsAnError() {
		withClient((client, registry) -> {
			this.server.refusals.set(Integer.MAX_VALUE);
			assertThatException().isThrownBy(() -> client.converse(question()));
			assertThat(registry.get("llm.errors").tag("error", "rate_limit").counter().count()).isEqualTo(1);
			assertThat(registry.get("llm.requests").tag("model", "claude-haiku-4-5").counter().count()).isEqualTo(1);
		});
	}

	@Test
	void isSwitchedOff() {
		this.runner.withPropertyValues("sightglass.bedrock.enabled=false").run((context) -> {
			try (BedrockRuntimeClient client = client()) {
				client.converse(question());
			}
			assertThat(context.getBean(MeterRegistry.class).find("llm.requests").counter()).isNull();
		});
	}

	private void expectUsage(MeterRegistry registry, String streaming) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> registry.find("llm.requests").tag("outcome", "success").counter() != null);
		assertThat(registry.get("llm.requests")
			.tags("provider", "aws.bedrock", "model", "claude-haiku-4-5", "operation", "chat", "streaming", streaming)
			.counter()
			.count()).isEqualTo(1);
		assertThat(registry.get("llm.requests").counters()).hasSize(1);
		assertThat(tokens(registry, "input")).isEqualTo(100);
		assertThat(tokens(registry, "output")).isEqualTo(50);
		assertThat(tokens(registry, "cache_read")).isEqualTo(40);
		assertThat(tokens(registry, "cache_write")).isEqualTo(8);
	}

	private static double tokens(MeterRegistry registry, String type) {
		return registry.get("llm.tokens").tag("type", type).counter().count();
	}

	private static ConverseRequest question() {
		return ConverseRequest.builder()
			.modelId(BedrockServer.MODEL)
			.messages(Message.builder().role("user").content(ContentBlock.fromText("Hello")).build())
			.build();
	}

	private void withClient(BiConsumer<BedrockRuntimeClient, MeterRegistry> test) {
		this.runner.run((context) -> {
			try (BedrockRuntimeClient client = client()) {
				test.accept(client, context.getBean(MeterRegistry.class));
			}
		});
	}

	private void withAsyncClient(BiConsumer<BedrockRuntimeAsyncClient, MeterRegistry> test) {
		this.runner.run((context) -> {
			try (BedrockRuntimeAsyncClient client = at(BedrockRuntimeAsyncClient.builder())
				.httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
				.build()) {
				test.accept(client, context.getBean(MeterRegistry.class));
			}
		});
	}

	private BedrockRuntimeClient client() {
		return at(BedrockRuntimeClient.builder()).httpClientBuilder(UrlConnectionHttpClient.builder()).build();
	}

	private <B extends AwsClientBuilder<B, ?>> B at(B builder) {
		return builder.endpointOverride(URI.create(this.server.url()))
			.region(Region.US_EAST_1)
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "sk-secret")))
			.overrideConfiguration((options) -> options.retryStrategy(RetryMode.STANDARD));
	}

}
