package io.sightglass.autoconfigure.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.docs.EndingsPage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.integration.autoconfigure.IntegrationAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.cloud.function.cloudevent.CloudEventsFunctionExtensionConfiguration;
import org.springframework.cloud.function.context.config.ContextFunctionCatalogAutoConfiguration;
import org.springframework.cloud.stream.config.BindingServiceConfiguration;
import org.springframework.cloud.stream.function.FunctionConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Functions that Spring Cloud Stream's binder for Kafka calls, and adapters of Spring
 * Integration: one for each way of ending, with a topic and a group of its own.
 */
@ExtendWith(KafkaBroker.class)
@TestInstance(Lifecycle.PER_CLASS)
class KafkaBinderEndingsTests {

	private static final String ONE_ATTEMPT = "spring.cloud.stream.bindings.@.consumer.max-attempts=1";

	private ConfigurableApplicationContext application;

	private PrometheusMeterRegistry registry;

	@BeforeAll
	void start() {
		List<String> properties = new ArrayList<>(List.of("management.metrics.use-global-registry=false",
				"spring.kafka.bootstrap-servers=" + KafkaBroker.address(),
				"spring.kafka.consumer.auto-offset-reset=earliest", "spring.main.banner-mode=off",
				"spring.cloud.stream.kafka.binder.brokers=" + KafkaBroker.address(),
				"spring.cloud.stream.default.consumer.back-off-initial-interval=1",
				"spring.cloud.stream.default.consumer.back-off-max-interval=1", "spring.cloud.function.definition="
						+ bound().map((ending) -> ending.function).collect(Collectors.joining(";"))));
		Stream.of(Ending.values()).forEach((ending) -> KafkaBroker.topics(1, ending.topic));
		bound().forEach((ending) -> properties.addAll(ending.bindings()));
		this.application = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(properties.toArray(String[]::new))
			.run();
		this.registry = this.application.getBean(PrometheusMeterRegistry.class);
		this.application.getBean(KafkaBinderFunctions.class).registerLate();
	}

	private static Stream<Ending> bound() {
		return Stream.of(Ending.values()).filter((ending) -> ending.properties != null);
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	@ParameterizedTest
	@EnumSource
	@SuppressWarnings("unchecked")
	void countsOnceAsWhatItWas(Ending ending) {
		KafkaTemplate<Object, Object> template = this.application.getBean(KafkaTemplate.class);
		template.send(ending.topic, ending.value).join();
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(
					() -> assertThat(Scraped.of(this.registry).counts(ending.pipeline)).isEqualTo(ending.counts));
	}

	@Test
	void thePageTells() throws IOException {
		EndingsPage.check("Kafka through Spring Cloud Stream and Spring Integration", Ending.values());
	}

	enum Ending implements EndingsPage.Row {

		SUCCESS("the function returns", "received 1, success 1", "fine", List.of(), "fine"),

		AGAIN("fails once, and the binder tries it again", "received 1, success 1, retries 1, errors 1", "again",
				List.of(), "once"),

		GIVEN_UP("fails three times, and the binder sends it to its dead-letter topic",
				"received 1, error 1, retries 2, errors 3, dead letters 1", "letters",
				List.of("spring.cloud.stream.kafka.bindings.@.consumer.enable-dlq=true"), "never"),

		LOGGED("fails three times, and nobody takes it", "received 1, error 1, retries 2, errors 3", "logged",
				List.of(), "never"),

		ONCE("fails once, and the container tries it again (`max-attempts: 1`)",
				"received 1, success 1, retries 1, errors 1", "contained", List.of(ONE_ATTEMPT), "once"),

		TAKEN("fails, and the function of `error-handler-definition` takes it", "received 1, error 1, errors 1",
				"taken", List.of(ONE_ATTEMPT, "spring.cloud.stream.bindings.@.error-handler-definition=taker"),
				"never"),

		ROLLED_BACK("fails three times, rolled back each time", "received 1, error 1, retries 2, errors 3",
				"transacted", List.of("spring.cloud.stream.kafka.bindings.@.consumer.transaction-manager=transactions"),
				"never"),

		BATCH("a batch that fails, and the binder sends to its dead-letter topic",
				"received 1, error 1, errors 1, dead letters 1", "batches",
				List.of("spring.cloud.stream.bindings.@.consumer.batch-mode=true",
						"spring.cloud.stream.kafka.bindings.@.consumer.enable-dlq=true"),
				"never"),

		ANONYMOUS("of a binding without a group; the pipeline is `anonymous`", "received 1, success 1", "anonymous",
				List.of("spring.cloud.stream.bindings.@.group=",
						"spring.cloud.stream.kafka.bindings.@.consumer.start-offset=earliest"),
				"fine"),

		FLOW("an adapter's flow returns", "received 1, success 1", "flow", null, "fine"),

		FLOW_AGAIN("an adapter's flow fails once, and its `RetryTemplate` tries it again",
				"received 1, success 1, retries 1, errors 1", "flow-again", null, "once"),

		FLOW_RECOVERED("an adapter's flow fails three times, and its `RecoveryCallback` takes it",
				"received 1, error 1, retries 2, errors 3", "flow-recovered", null, "never"),

		FLOW_TAKEN("an adapter's flow fails, and its error channel takes it", "received 1, error 1, errors 1",
				"flow-taken", null, "never"),

		FLOW_NOT_TAKEN("an adapter's flow fails once, and who listens to its error channel throws",
				"received 1, success 1, retries 1, errors 1", "flow-not-taken", null, "once"),

		FLOW_FILTERED("an adapter's own `RecordFilterStrategy` drops it", "received 1, filtered 1", "flow-filtered",
				null, "unwanted"),

		GATE_AGAIN("a gateway's flow fails once, and its `RetryTemplate` tries it again",
				"received 1, success 1, retries 1, errors 1", "gate-again", null, "once"),

		GATE_RECOVERED("a gateway's flow fails three times, and its `RecoveryCallback` takes it",
				"received 1, error 1, retries 2, errors 3", "gate-recovered", null, "never"),

		GATE_TAKEN("a gateway's flow fails, and its error channel answers", "received 1, error 1, errors 1",
				"gate-taken", null, "never"),

		FLOW_ASTRAY("an adapter's error channel is nowhere, so that Integration fails each try",
				"received 1, error 1, retries 9, errors 10", "flow-astray", null, "fine"),

		FLOW_LATE("a flow that is registered later", "received 1, error 1, errors 1", "flow-late", null, "never");

		final String function;

		final String topic;

		final String pipeline;

		final String ending;

		final String counts;

		@SuppressWarnings("ImmutableEnumChecker")
		final @Nullable List<String> properties;

		final String value;

		Ending(String ending, String counts, String function, @Nullable List<String> properties, String value) {
			this.function = function;
			this.topic = "bound-" + function;
			this.pipeline = function.equals("anonymous") ? function : this.topic;
			this.ending = ending;
			this.counts = counts;
			this.properties = properties;
			this.value = value;
		}

		List<String> bindings() {
			List<String> all = new ArrayList<>(List.of("spring.cloud.stream.bindings.@.destination=" + this.topic,
					"spring.cloud.stream.bindings.@.group=" + this.topic));
			all.addAll((this.properties != null) ? this.properties : List.of());
			return all.stream().map((property) -> property.replace("@", this.function + "-in-0")).toList();
		}

		@Override
		public String ending() {
			return this.ending;
		}

		@Override
		public String countsAs() {
			return this.counts;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ KafkaAutoConfiguration.class, IntegrationAutoConfiguration.class,
			ContextFunctionCatalogAutoConfiguration.class, CloudEventsFunctionExtensionConfiguration.class,
			FunctionConfiguration.class, BindingServiceConfiguration.class, SightglassAutoConfiguration.class,
			PipelineAutoConfiguration.class })
	@Import(KafkaBinderFunctions.class)
	static class Application {

		@Bean
		PrometheusMeterRegistry meterRegistry() {
			return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		}

	}

}
