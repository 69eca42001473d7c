package io.sightglass.instrumentation.internal.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

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

	// The binder's dead letters have it.
	private static final String BINDER_ORIGINAL_TOPIC = "x-original-topic";

	// Of dead letters that do not name their group: those of a listener that answered
	// with a future, of the binder, and of records that nobody could read.
	private static final ThreadLocal<@Nullable KafkaPipeline> GIVING_UP = new ThreadLocal<>();

	private final Map<Headers, Pipeline> nameless = Collections.synchronizedMap(new IdentityHashMap<>());

	private PipelineMeters meters = PipelineMeters.NONE;

	@Override
	public void configure(Map<String, ?> configs) {
		if (configs.get(KafkaCommitMeters.METERS) instanceof PipelineMeters known) {
			this.meters = known;
		}
	}

	@Override
	public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
		KafkaPipeline pipeline = GIVING_UP.get();
		Headers headers = record.headers();
		if (pipeline != null && isGivenUp(headers)
				&& headers.lastHeader(KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP) == null) {
			this.nameless.put(headers, pipeline.first());
		}
		return record;
	}

	// A record for a retry topic has a header of another name.
	private static boolean isGivenUp(Headers headers) {
		return headers.lastHeader(KafkaHeaders.DLT_ORIGINAL_TOPIC) != null
				|| headers.lastHeader(KafkaHeaders.ORIGINAL_TOPIC) != null
				|| headers.lastHeader(BINDER_ORIGINAL_TOPIC) != null;
	}

	/**
	 * Lets the application give a record up: what it sends meanwhile to a topic of dead
	 * letters is a delivery of the group.
	 * @param <T> the type of the answer
	 * @param pipeline the pipeline of the group
	 * @param handler what gives the record up
	 * @return its answer
	 */
	static <T extends @Nullable Object> T giveUp(KafkaPipeline pipeline, Supplier<T> handler) {
		// An error channel may be within an error handler.
		KafkaPipeline outer = GIVING_UP.get();
		GIVING_UP.set(pipeline);
		try {
			return handler.get();
		}
		finally {
			if (outer != null) {
				GIVING_UP.set(outer);
			}
			else {
				GIVING_UP.remove();
			}
		}
	}

	@Override
	public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception error,
			@Nullable Headers headers) {
		if (headers == null) {
			return;
		}
		Pipeline pipeline = this.nameless.remove(headers);
		if (error != null || metadata == null) {
			return;
		}
		Header group = headers.lastHeader(KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP);
		if (group != null) {
			pipeline = this.meters.pipeline(new String(group.value(), StandardCharsets.UTF_8));
		}
		if (pipeline != null) {
			pipeline.sideSink(metadata.topic()).delivered();
		}
	}

	@Override
	public void close() {
		// Nothing is open.
	}

}
