package io.sightglass.autoconfigure.pipeline;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerDeserializer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.CommonContainerStoppingErrorHandler;
import org.springframework.kafka.listener.CommonLoggingErrorHandler;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaListenerErrorHandler;
import org.springframework.kafka.listener.adapter.RecordFilterStrategy;
import org.springframework.kafka.support.serializer.ErrorHandlingDeserializer;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.util.backoff.FixedBackOff;

/**
 * The containers of {@link KafkaEndingListeners}: each tries twice again, and then writes
 * a dead letter.
 */
@Configuration(proxyBeanMethods = false)
class KafkaEndingFactories {

	private final ConsumerFactory<Object, Object> consumers;

	private final ProducerFactory<Object, Object> producers;

	KafkaEndingFactories(ConsumerFactory<Object, Object> consumers, ProducerFactory<Object, Object> producers) {
		this.consumers = consumers;
		this.producers = producers;
	}

	@Bean
	KafkaTemplate<Object, Object> template() {
		return new KafkaTemplate<>(this.producers);
	}

	@Bean
	TaskScheduler taskScheduler() {
		return new ThreadPoolTaskScheduler();
	}

	@Bean
	RecordFilterStrategy<Object, Object> filter() {
		return (record) -> "unwanted".equals(record.value());
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<Object, Object> started() {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = plain();
		factory.setAutoStartup(true);
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<Object, Object> records() {
		return retrying();
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<Object, Object> patient() {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = plain();
		factory.setCommonErrorHandler(
				new DefaultErrorHandler(new FixedBackOff(Duration.ofHours(1).toMillis(), Long.MAX_VALUE)));
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<Object, Object> logging() {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = plain();
		factory.setCommonErrorHandler(new CommonLoggingErrorHandler());
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<Object, Object> stopping() {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = plain();
		factory.setCommonErrorHandler(new CommonContainerStoppingErrorHandler());
		return factory;
	}

	@Bean
	KafkaListenerErrorHandler taking() {
		return (message, error) -> "taken";
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<Object, Object> filtering(RecordFilterStrategy<Object, Object> filter) {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = retrying();
		factory.setRecordFilterStrategy(filter);
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<Object, Object> dropping() {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = retrying();
		factory.setRecordInterceptor((record, consumer) -> "unwanted".equals(record.value()) ? null : record);
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<Object, Object> droppingBatches() {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = batches();
		factory.setBatchInterceptor((records, consumer) -> without(records, "unwanted"));
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<Object, Object> batches() {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = retrying();
		factory.setBatchListener(true);
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<Object, Object> manual() {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = retrying();
		factory.getContainerProperties().setAckMode(AckMode.MANUAL);
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<Object, Object> manualBatches() {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = manual();
		factory.setBatchListener(true);
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<Object, Object> reading() {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = plain();
		Map<String, Object> configs = new HashMap<>(this.consumers.getConfigurationProperties());
		configs.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ErrorHandlingDeserializer.class);
		configs.put(ErrorHandlingDeserializer.VALUE_DESERIALIZER_CLASS, IntegerDeserializer.class);
		factory.setConsumerFactory(new DefaultKafkaConsumerFactory<>(configs));
		factory.setCommonErrorHandler(new DefaultErrorHandler(new FixedBackOff(0, 2)));
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<Object, Object> transactions() {
		return rollingBack(new KafkaTransactionManager<>(transactional("transactions-")));
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<Object, Object> failingCommits() {
		AtomicBoolean failed = new AtomicBoolean();
		KafkaTransactionManager<Object, Object> manager = new KafkaTransactionManager<>(transactional("failing-")) {

			@Override
			protected void doCommit(DefaultTransactionStatus status) {
				if (!failed.getAndSet(true)) {
					throw new IllegalStateException("no commit");
				}
				super.doCommit(status);
			}

		};
		manager.setRollbackOnCommitFailure(true);
		return rollingBack(manager);
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<Object, Object> transactionalBatches() {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = rollingBack(
				new KafkaTransactionManager<>(transactional("batches-")));
		factory.setBatchListener(true);
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<Object, Object> handledTransactions() {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = rollingBack(
				new KafkaTransactionManager<>(transactional("handled-")));
		factory.setBatchListener(true);
		factory.setCommonErrorHandler(new DefaultErrorHandler(new FixedBackOff(0, 2)));
		return factory;
	}

	// Started by the test, once its records are there.
	private ConcurrentKafkaListenerContainerFactory<Object, Object> plain() {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = new ConcurrentKafkaListenerContainerFactory<>();
		factory.setConsumerFactory(this.consumers);
		factory.setAutoStartup(false);
		return factory;
	}

	private ConcurrentKafkaListenerContainerFactory<Object, Object> retrying() {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = plain();
		factory.setCommonErrorHandler(new DefaultErrorHandler(
				new DeadLetterPublishingRecoverer(new KafkaTemplate<>(this.producers)), new FixedBackOff(0, 2)));
		return factory;
	}

	private ConcurrentKafkaListenerContainerFactory<Object, Object> rollingBack(
			KafkaTransactionManager<Object, Object> manager) {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = plain();
		factory.getContainerProperties().setKafkaAwareTransactionManager(manager);
		factory.setAfterRollbackProcessor(new DefaultAfterRollbackProcessor<>(
				new DeadLetterPublishingRecoverer(new KafkaTemplate<>(this.producers)), new FixedBackOff(0, 2)));
		return factory;
	}

	private ProducerFactory<Object, Object> transactional(String prefix) {
		DefaultKafkaProducerFactory<Object, Object> factory = new DefaultKafkaProducerFactory<>(
				this.producers.getConfigurationProperties());
		factory.setTransactionIdPrefix(prefix);
		return factory;
	}

	private static ConsumerRecords<Object, Object> without(ConsumerRecords<Object, Object> records, String value) {
		Map<TopicPartition, List<ConsumerRecord<Object, Object>>> kept = new HashMap<>();
		for (TopicPartition each : records.partitions()) {
			kept.put(each, records.records(each).stream().filter((record) -> !value.equals(record.value())).toList());
		}
		return new ConsumerRecords<>(kept, Map.of());
	}

}
