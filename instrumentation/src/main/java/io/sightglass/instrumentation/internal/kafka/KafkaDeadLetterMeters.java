package io.sightglass.instrumentation.internal.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import io.sightglass.meters.pipeline.Pipeline;
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

	// The topics of dead letters that do not name their group: of a listener that
	// answered with a future, and of records that nobody could read.
	private static final ThreadLocal<@Nullable List<String>> NAMELESS = new ThreadLocal<>();

	private PipelineMeters meters = PipelineMeters.NONE;

	@Override
	public void configure(Map<String, ?> configs) {
		if (configs.get(KafkaCommitMeters.METERS) instanceof PipelineMeters known) {
			this.meters = known;
		}
	}

	@Override
	public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
		List<String> nameless = NAMELESS.get();
		if (nameless != null && isGivenUp(record.headers()) && !namesGroup(record.headers())) {
			nameless.add(record.topic());
		}
		return record;
	}

	// A record for a retry topic has a header of another name.
	private static boolean isGivenUp(Headers headers) {
		return headers.lastHeader(KafkaHeaders.DLT_ORIGINAL_TOPIC) != null
				|| headers.lastHeader(KafkaHeaders.ORIGINAL_TOPIC) != null;
	}

	private static boolean namesGroup(Headers headers) {
		return headers.lastHeader(KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP) != null;
	}

	/**
	 * Lets the application's handler give a record up. It waits for the broker to take
	 * the dead letter, and throws where it does not.
	 * @param pipeline the pipeline of the group, and for retry topics that of the first
	 * one
	 * @param handler the handler, and whether it gave the record up
	 * @return whether it did
	 */
	static boolean giveUp(Pipeline pipeline, BooleanSupplier handler) {
		List<String> nameless = new ArrayList<>();
		NAMELESS.set(nameless);
		boolean done = false;
		try {
			done = handler.getAsBoolean();
			return done;
		}
		finally {
			NAMELESS.remove();
			if (done) {
				nameless.forEach((topic) -> pipeline.sideSink(topic).delivered());
			}
		}
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
