package io.sightglass.instrumentation.internal.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.sightglass.meters.pipeline.PipelineMeters;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.support.KafkaHeaders;

/**
 * Hears each dead letter that the broker has taken, as delivered to a sink of the group
 * that gave it up. Kafka makes this object and gives it the producer's configuration.
 */
public final class KafkaDeadLetterMeters implements ProducerInterceptor<Object, Object> {

	private PipelineMeters meters = PipelineMeters.NONE;

	@Override
	public void configure(Map<String, ?> configs) {
		if (configs.get(KafkaCommitMeters.METERS) instanceof PipelineMeters known) {
			this.meters = known;
		}
	}

	@Override
	public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
		return record;
	}

	@Override
	public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception error,
			@Nullable Headers headers) {
		if (error != null || metadata == null || headers == null) {
			return;
		}
		Header group = headers.lastHeader(KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP);
		if (group != null) {
			String name = new String(group.value(), StandardCharsets.UTF_8);
			this.meters.pipeline(name).sideSink(metadata.topic()).delivered();
		}
	}

	@Override
	public void close() {
		// Nothing is open.
	}

}
