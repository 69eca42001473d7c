package io.sightglass.autoconfigure.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.dsl.context.IntegrationFlowContext;
import org.springframework.integration.kafka.dsl.Kafka;
import org.springframework.integration.kafka.dsl.KafkaInboundGatewaySpec;
import org.springframework.integration.kafka.dsl.KafkaMessageDrivenChannelAdapterSpec;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.support.ErrorMessage;

/**
 * What takes the records: what is "once" fails the first time, what is "never" fails
 * always.
 */
@Configuration
class KafkaBinderFunctions {

	private final Set<String> failed = ConcurrentHashMap.newKeySet();

	private final ConsumerFactory<Object, Object> consumers;

	private final ProducerFactory<Object, Object> producers;

	private final IntegrationFlowContext flows;

	KafkaBinderFunctions(ConsumerFactory<Object, Object> consumers, ProducerFactory<Object, Object> producers,
			IntegrationFlowContext flows) {
		this.consumers = consumers;
		this.producers = producers;
		this.flows = flows;
	}

	private void take(String who, String value) {
		if (value.equals("never") || (value.equals("once") && this.failed.add(who))) {
			throw new IllegalArgumentException("Fails: " + value);
		}
	}

	@Bean
	Consumer<String> fine() {
		return (value) -> take("fine", value);
	}

	@Bean
	Consumer<String> again() {
		return (value) -> take("again", value);
	}

	@Bean
	Consumer<String> letters() {
		return (value) -> take("letters", value);
	}

	@Bean
	Consumer<String> logged() {
		return (value) -> take("logged", value);
	}

	@Bean
	Consumer<String> contained() {
		return (value) -> take("contained", value);
	}

	@Bean
	Consumer<String> taken() {
		return (value) -> take("taken", value);
	}

	@Bean
	Consumer<ErrorMessage> taker() {
		return (error) -> {
		};
	}

	@Bean
	Consumer<String> transacted() {
		return (value) -> take("transacted", value);
	}

	@Bean
	KafkaTransactionManager<byte[], byte[]> transactions(ProducerFactory<byte[], byte[]> producers) {
		ProducerFactory<byte[], byte[]> own = producers
			.copyWithConfigurationOverride(Map.of("transactional.id", "bound-"));
		return new KafkaTransactionManager<>(own);
	}

	@Bean
	Consumer<List<String>> batches() {
		return (values) -> values.forEach((value) -> take("batches", value));
	}

	@Bean
	Consumer<String> anonymous() {
		return (value) -> take("anonymous", value);
	}

	@Bean
	IntegrationFlow flow() {
		return flow("flow", UnaryOperator.identity());
	}

	@Bean
	IntegrationFlow flowAgain() {
		return flow("flow-again", (adapter) -> adapter.retryTemplate(retries()));
	}

	@Bean
	IntegrationFlow flowRecovered() {
		return flow("flow-recovered",
				(adapter) -> adapter.retryTemplate(retries()).recoveryCallback((context, cause) -> "instead"));
	}

	@Bean
	IntegrationFlow flowTaken() {
		return flow("flow-taken", (adapter) -> adapter.errorChannel("taking"));
	}

	@Bean
	DirectChannel taking() {
		DirectChannel channel = new DirectChannel();
		channel.subscribe((message) -> {
		});
		return channel;
	}

	@Bean
	IntegrationFlow flowNotTaken() {
		return flow("flow-not-taken", (adapter) -> adapter.errorChannel("throwing"));
	}

	@Bean
	DirectChannel throwing() {
		DirectChannel channel = new DirectChannel();
		channel.subscribe((message) -> {
			throw new MessageHandlingException(message, (Throwable) message.getPayload());
		});
		return channel;
	}

	@Bean
	IntegrationFlow flowFiltered() {
		return flow("flow-filtered", (adapter) -> adapter.recordFilterStrategy((record) -> record.value() != null));
	}

	@Bean
	IntegrationFlow gateAgain() {
		return gate("gate-again", (gateway) -> gateway.retryTemplate(retries()));
	}

	@Bean
	IntegrationFlow gateRecovered() {
		return gate("gate-recovered",
				(gateway) -> gateway.retryTemplate(retries()).recoveryCallback((context, cause) -> "instead"));
	}

	@Bean
	IntegrationFlow gateTaken() {
		return gate("gate-taken", (gateway) -> gateway.errorChannel("answering.input"));
	}

	@Bean
	IntegrationFlow answering() {
		return (flow) -> flow.handle((error, headers) -> "sorry");
	}

	// Nobody asks for it before the first record comes.
	@Bean
	IntegrationFlow flowAstray() {
		return flow("flow-astray", (adapter) -> adapter.errorChannel("nowhere"));
	}

	void registerLate() {
		this.flows.registration(flow("flow-late", (adapter) -> adapter.errorChannel("taking"))).register();
	}

	private static RetryTemplate retries() {
		return new RetryTemplate(RetryPolicy.builder().maxRetries(2).delay(Duration.ofMillis(1)).build());
	}

	private IntegrationFlow flow(String name,
			UnaryOperator<KafkaMessageDrivenChannelAdapterSpec<Object, Object, ?>> settings) {
		ContainerProperties container = new ContainerProperties("bound-" + name);
		container.setGroupId("bound-" + name);
		return IntegrationFlow.from(settings.apply(Kafka.messageDrivenChannelAdapter(this.consumers, container)))
			.handle((message) -> take(name, String.valueOf(message.getPayload())))
			.get();
	}

	private IntegrationFlow gate(String name,
			UnaryOperator<KafkaInboundGatewaySpec<Object, Object, Object, ?>> settings) {
		ContainerProperties container = new ContainerProperties("bound-" + name);
		container.setGroupId("bound-" + name);
		KafkaTemplate<Object, Object> template = new KafkaTemplate<>(this.producers);
		template.setDefaultTopic("bound-answers");
		return IntegrationFlow
			.from(settings
				.apply(Kafka.inboundGateway(new KafkaMessageListenerContainer<>(this.consumers, container), template)))
			.handle((value, headers) -> {
				take(name, String.valueOf(value));
				return "done";
			})
			.get();
	}

}
